"""Firefox once: a page that is only ever seen by one browser is a page of that browser."""

from __future__ import annotations

import base64
import os
import shutil
import subprocess

import pytest

pytestmark = pytest.mark.browser

FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")


@pytest.mark.parametrize("name", ["sample", "large"])
def test_draws_the_page_with_its_policy(browser, files, tmp_path, name):
    if FIREFOX is None:
        pytest.skip("no Firefox on this machine")
    picture, profile = tmp_path / "seen.png", tmp_path / "profile"
    profile.mkdir()
    command = [FIREFOX, "--headless", "--no-remote", "--profile", str(profile), "--window-size=1280,860"]
    address = f"{files[name].as_uri()}#n=C1"
    environment = {**os.environ, "HOME": str(tmp_path), "MOZ_HEADLESS": "1"}
    subprocess.run(
        [*command, "--screenshot", str(picture), address], check=True, capture_output=True, timeout=120, env=environment
    )
    page = browser.new_page()
    # The drawing is in the middle, the details at the right; a script that the policy stopped would leave both empty.
    colours = page.evaluate(
        """async (data) => {
            const image = new Image();
            image.src = `data:image/png;base64,${data}`;
            await image.decode();
            const canvas = document.createElement("canvas");
            [canvas.width, canvas.height] = [image.width, image.height];
            const context = canvas.getContext("2d");
            context.drawImage(image, 0, 0);
            const seen = (x, y, w, h) => new Set(new Uint32Array(context.getImageData(x, y, w, h).data.buffer)).size;
            return { size: [image.width, image.height], middle: seen(250, 120, 620, 600), right: seen(960, 60, 300, 500) };
        }""",
        base64.b64encode(picture.read_bytes()).decode(),
    )
    page.close()
    assert colours["size"][0] == 1280
    assert colours["middle"] > 30 and colours["right"] > 30, colours
