"""The fake upstream as a process: the name of the model chooses what happens."""

import json
import subprocess
import urllib.request


class FakeUpstream:
    """Runs `FakeUpstream`, which lies beside the program; `FakeUpstream --list` names its models."""

    def __init__(self, program):
        path = program.parent / "FakeUpstream"
        assert path.is_file(), f"{path} does not exist; run `swift build --product FakeUpstream`"
        self.process = subprocess.Popen([str(path)], stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline())
        self.base_url = f"http://127.0.0.1:{self.port}/v1"

    def environment(self, model):
        """The variables with which the sample shop's upstream is one of the models."""
        return {"PARLEY_BASE_URL": self.base_url, "PARLEY_MODEL": model}

    def status(self):
        """What it has seen: requests, departures, open connections, calls of each model."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/status", timeout=10) as answer:
            return json.load(answer)

    def calls(self, model):
        return self.status()["models"].get(model, 0)

    def close(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
