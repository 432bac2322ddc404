"""tables25.py DATABASE - make the tables of CloudKitty 25's hashmap and pyscripts modules from their models.

The last migrations of these two read through a second connection and cannot finish on SQLite. Each module is marked
as migrated, so that cloudkitty-dbsync does the rest.
"""

import os
import sys

import sqlalchemy
from alembic.script import ScriptDirectory
from cloudkitty.rating.hash.db.sqlalchemy import models as hashmap
from cloudkitty.rating.pyscripts.db.sqlalchemy import models as pyscripts

engine = sqlalchemy.create_engine("sqlite:///" + sys.argv[1])
for name, models in (("hashmap", hashmap), ("pyscripts", pyscripts)):
    models.Base.metadata.create_all(engine)
    migrations = os.path.join(os.path.dirname(models.__file__), "alembic")
    head = ScriptDirectory(migrations).get_current_head()
    with engine.begin() as connection:
        connection.execute(sqlalchemy.text(
            f"CREATE TABLE {name}_alembic (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
        connection.execute(sqlalchemy.text(f"INSERT INTO {name}_alembic VALUES ('{head}')"))
