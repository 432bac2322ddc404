"""seed.py DATABASE N - replace CloudKitty's scopes by N rows that are the same every time.

Every 10th (9, 19, ...) is inactive. Every 5th (4, 9, ...) is a prometheus scope `ns-NNNNN` keyed by namespace; the
others are project ids from keystone and gnocchi. From 20 rows on, the last one has row 0's id under another key,
fetcher and collector: an ambiguous id.
"""

import datetime
import hashlib
import sqlite3
import sys

BASE = datetime.datetime(2024, 5, 1)


def project_id(i):
    return hashlib.md5(b"project-%d" % i).hexdigest()


def row(i, n):
    twin = n >= 20 and i == n - 1
    prometheus = i % 5 == 4
    identifier = project_id(0) if twin else "ns-%05d" % i if prometheus else project_id(i)
    origin = ("namespace", "prometheus", "prometheus") if prometheus or twin else ("project_id", "keystone", "gnocchi")
    processed = BASE + datetime.timedelta(hours=i % 672)
    toggled = BASE + datetime.timedelta(days=i % 28, minutes=i % 60)
    return (identifier, *origin, processed.strftime("%Y-%m-%d %H:%M:%S.000000"), int(i % 10 != 9),
            toggled.strftime("%Y-%m-%d %H:%M:%S"))


database, count = sys.argv[1], int(sys.argv[2])
with sqlite3.connect(database, timeout=30) as connection:
    connection.execute("DELETE FROM cloudkitty_storage_states")
    connection.executemany(
        "INSERT INTO cloudkitty_storage_states (identifier, scope_key, fetcher, collector, last_processed_timestamp, "
        "active, scope_activation_toggle_date) VALUES (?, ?, ?, ?, ?, ?, ?)", (row(i, count) for i in range(count)))
