import { type Block, code, entries, paragraph, section } from "../blocks.ts";

/** `rptctl help formatting`. */
export function formattingTopic(): readonly Block[] {
  return [
    section("Formats"),
    paragraph(
      `-o chooses the form of the result, and stands above RPTCTL_OUTPUT and "rptctl config set output".`,
    ),
    entries([
      ["table", "for people: local times, sizes, colours, fitted to the terminal; plain columns in a pipe"],
      [
        "json",
        "one document: an array for lists, an object for one item; keys and values as the system has them",
      ],
      ["ndjson", "one JSON object a line"],
      ["csv", "RFC 4180: commas, CRLF, UTF-8, one header row, the system's own values"],
      ["yaml", "the same data as json"],
      ["id", "the ids alone, one a line"],
    ]),
    paragraph(
      `Some commands have formats of their own; their --help names them. A command that changes something prints the ids
      under table and id, so that id=$(rptctl ...) holds nothing else, and the system's answers under all others.
      Notes, progress, questions and errors go to stderr.`,
    ),
    paragraph(
      `Lists are printed as they come, whatever their length. Where a list breaks off, json leaves its array open, so that
      no parser takes it for the whole, and the exit code says why. An empty list is [] in json, a header in csv, and
      exit 0.`,
    ),
    paragraph(
      `Memory does not grow with a list, but where all of its rows are needed before the first is printed: under
      --sort-by-column, in a table of the inventory, which is sorted by name, and under --jq with a filter that does not
      begin with .[] |. Then the rows are held as the bytes that came.`,
    ),
    section("Columns"),
    entries([
      [
        "--columns name,owner.email",
        "these, in this order; a dotted path reaches what lies deeper, and 0 the first of a list",
      ],
      [
        "--sort-by-column name:desc",
        "numbers by size and before text; what has no value comes last; table and csv; waits for all rows",
      ],
      ["--no-headers", "no header line in table and csv"],
    ]),
    section("jq"),
    paragraph(
      `--jq prints what -o json piped into jq -r would. jq itself is inside: none has to be installed. A filter that begins
      with .[] | takes the rows as they come; any other waits for the end of the list.`,
    ),
    code("rptctl scope list --jq '.[] | select(.active) | .scope_id'"),
    section("csv and spreadsheets"),
    paragraph(
      `A cell that begins with = + - @ TAB or CR gets a ' in front, or a spreadsheet would run it as a formula. Numbers are
      left as they are. --csv-raw leaves everything as it is, for programs.`,
    ),
    section("Colours"),
    paragraph(
      "--color always or never, else NO_COLOR, else FORCE_COLOR or CLICOLOR_FORCE, else whether stdout is a terminal.",
    ),
    paragraph(
      "What in a system's answer would trick a terminal is written out, as \\u001b, and never reaches it raw.",
    ),
    section("See also"),
    paragraph('"rptctl help time" tells how times are typed and shown.'),
  ];
}
