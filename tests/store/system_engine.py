"""The worker with the engine that Python brings along, as on a machine where `pysqlite3` is not installed."""

import runpy
import sys

if __name__ == "__main__":
    sys.modules["pysqlite3"] = None  # type: ignore[assignment]
    runpy.run_module("tests.store.worker", run_name="__main__")
