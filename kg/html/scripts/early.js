// Before the body is read: what only makes sense with scripts appears, and a table of thousands of
// lines that waits behind another view is not laid out.
document.documentElement.classList.add("scripted");
