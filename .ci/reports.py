"""Counts the tests of the last `./mvnw verify` from Surefire's and Failsafe's XML reports; fails if none ran or one failed."""

import pathlib
import sys
from xml.etree import ElementTree

ran = failed = skipped = 0
for report in pathlib.Path("target").glob("*-reports/TEST-*.xml"):
    suite = ElementTree.parse(report).getroot()
    ran += int(suite.get("tests", 0))
    failed += int(suite.get("failures", 0)) + int(suite.get("errors", 0))
    skipped += int(suite.get("skipped", 0))

print(f"{ran - failed - skipped} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
sys.exit(1 if failed or ran == skipped else 0)
