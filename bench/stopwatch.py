"""Runs commands one at a time and tells what each cost. One JSON object a line in, one a line out.

In Python because Node cannot ask wait4 what a child used, and time(1) rounds to 10 ms, a quarter of a bare start. What
forks is small on purpose: a child's peak counts from the memory of the process that it was forked from.
"""

import json
import os
import sys
import time

for line in sys.stdin:
    order = json.loads(line)
    files = [
        (os.POSIX_SPAWN_OPEN, 0, "/dev/null", os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, order["stdout"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
        (os.POSIX_SPAWN_OPEN, 2, order["stderr"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
    ]
    begun = time.perf_counter()
    child = os.posix_spawnp(order["argv"][0], order["argv"], order["env"], file_actions=files)
    _, status, used = os.wait4(child, 0)
    wall = time.perf_counter() - begun
    report = {
        "status": os.waitstatus_to_exitcode(status),
        "wall": wall * 1000,
        "cpu": (used.ru_utime + used.ru_stime) * 1000,
        # Linux counts KiB, macOS bytes.
        "peak": used.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10),
    }
    print(json.dumps(report), flush=True)
