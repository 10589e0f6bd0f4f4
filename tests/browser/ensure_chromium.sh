#!/bin/sh
# Finds a Chromium for the browser tests or installs one; where none can be had it says so and lets the other tests run.
python="$1"
for name in chromium chromium-browser google-chrome google-chrome-stable; do
  command -v "$name" >/dev/null 2>&1 && exit 0
done
"$python" - <<'PY' && exit 0
import pathlib, sys
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    sys.exit(not pathlib.Path(playwright.chromium.executable_path).exists())
PY
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  echo "Installing Chromium for the browser tests"
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium; } >/dev/null 2>&1
  command -v chromium >/dev/null 2>&1 && exit 0
fi
echo "Fetching a Chromium for the browser tests"
"$python" -m playwright install chromium >/dev/null 2>&1 && exit 0
cat >&2 <<'TXT'
*******************************************************************************
**  No Chromium was found and none could be installed.                       **
**  THE BROWSER TESTS WILL BE SKIPPED. Install chromium and run this again.  **
*******************************************************************************
TXT
exit 0
