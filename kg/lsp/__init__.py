"""The language server: findings, pages of claims and sources, and places of ids in any editor."""
