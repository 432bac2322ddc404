"""Reads a metrics file as both parsers of Prometheus's own Python client do, and prints what they found as JSON lines."""

import json
import sys

from prometheus_client import parser
from prometheus_client.openmetrics.parser import text_string_to_metric_families as openmetrics_families

text = open(sys.argv[1], encoding="utf-8", newline="").read()
for families in (parser.text_string_to_metric_families, openmetrics_families):
    found = [[s.name, s.labels, s.value] for family in families(text) for s in family.samples]
    print(json.dumps(found))
