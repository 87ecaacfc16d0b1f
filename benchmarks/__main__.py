"""Benchmarks: two devices and a server (sync.py, the table of the README), and more.

python -m benchmarks            sync.py
python -m benchmarks quiet      a large folder: quiet.py
python -m benchmarks rewind     the past: rewind.py
python -m benchmarks app        the app: window, list, popup, rest: app.py
python -m benchmarks names      can times tell who has an account: names.py
python -m benchmarks peers      megadesk and others in one run: peers/
python -m benchmarks load       many accounts at one server: load/
python -m benchmarks million    one account of a million records: load/million.py
"""

from __future__ import annotations

import sys

from benchmarks import quiet, rewind, sync

if sys.argv[1:2] == ["quiet"]:
    raise SystemExit(quiet.main(sys.argv[2:]))
if sys.argv[1:2] == ["rewind"]:
    raise SystemExit(rewind.main(sys.argv[2:]))
if sys.argv[1:2] == ["app"]:
    from benchmarks import app  # it imports Qt's kin

    raise SystemExit(app.main(sys.argv[2:]))
if sys.argv[1:2] == ["names"]:
    from benchmarks import names

    raise SystemExit(names.main(sys.argv[2:]))
if sys.argv[1:2] == ["load"]:
    from benchmarks.load import main as load  # after quiet, too

    raise SystemExit(load.main(sys.argv[2:]))
if sys.argv[1:2] == ["million"]:
    from benchmarks.load import million  # likewise

    raise SystemExit(million.main(sys.argv[2:]))
if sys.argv[1:2] == ["peers"]:
    from benchmarks.peers import main as peers  # after quiet: that has set the path

    raise SystemExit(peers.main(sys.argv[2:]))
raise SystemExit(sync.main())
