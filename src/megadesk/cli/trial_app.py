"""try, where there is a screen: the bundled server, a sample folder, and the app with everything filled in.

server (child) <--- engine <--- app (child)        until a person quits the app; then all of it ends
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Mapping
from typing import Final

from megadesk.cli.trial_stage import EMAIL, Stage
from megadesk.host.paths import find_profile, prepare_profile
from megadesk.host.prefill import Prefill, leave_prefill
from megadesk.host.program import child_environment, own_command

DEVICE: Final = "This computer"


class TrialApp:
    """One trial with the app. ``tell`` gets one line after another."""

    def __init__(self, stage: Stage, samples: Mapping[str, bytes], tell: Callable[[str], None]) -> None:
        self._stage = stage
        self._samples = samples
        self._tell = tell

    def run(self) -> int:
        """Return the exit code of the app, once a person has ended it and everything else has ended too."""
        stage = self._stage
        try:
            stage.start_server()
            self._tell(f"A server answers at {stage.address}; its data is in {stage.server_data}.")
            for name, content in self._samples.items():
                stage.a.write(name, content)
            self._tell(f"The sample folder is {stage.a.root}.")
            self._prepare()
            self._tell("The app opens with everything filled in. Quit it to end the trial.")
            command = own_command(["--home", str(stage.a.home)], is_windowed=True)
            return subprocess.run(command, env=child_environment(os.environ), check=False).returncode
        finally:
            stage.a.connect_if_running()
            stage.close()

    def _prepare(self) -> None:
        profile = find_profile(str(self._stage.a.home), {})
        prepare_profile(profile)
        leave_prefill(
            profile,
            Prefill(
                server=self._stage.address,
                email=EMAIL,
                password=self._stage.password,
                device_name=DEVICE,
                folder=str(self._stage.a.root),
                key_store="file",
                is_trial=True,
            ),
        )
