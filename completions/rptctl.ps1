# rptctl completion for PowerShell 5.1 and later.
# Load it from $PROFILE:  rptctl completion powershell | Out-String | Invoke-Expression
#
# Generated from the command tree by scripts/generate.mjs: do not edit.

Register-ArgumentCompleter -Native -CommandName rptctl -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    # What may follow a command: words, flags (--flag=WHAT takes a value) and operands. WHAT is words with commas
    # between them, @file, @directory, or @ and what rptctl itself is asked for; where nothing is known it is empty, or -
    # for an operand. Summaries follow a |. Case matters: -f and -F are two flags.
    $places = [System.Collections.Generic.Dictionary[string, object]]::new()
    $places[''] = @{
        Words = @('rpt|Identity Manager Reporting: definitions, schedules, reports', 'defs|Report definitions: what can be reported', 'sched|Schedules: when reports are made', 'reports|Reports: what was made', 'registries|Seer Box report registries', 'pipeline|Opsera pipelines, the tool registry and the audit logs', 'inventory|Shinken''s inventory: what is monitored', 'scope|CloudKitty scopes: what is rated, and how far', 'setup|Connect a system, step by step: URL, sign-in, a check', 'context|Contexts: which servers a name stands for', 'config|Settings: the defaults of flags', 'auth|Sign in and out, and see who is signed in where', 'api|Send any request to a system, signed in', 'status|Show what needs a person, in all systems', 'check|Checks for monitoring, in the manner of a Nagios or Shinken plugin', 'doctor|Examine each system: reach, TLS, sign-in and clock', 'sandbox|The systems'' documented behaviour on this machine, to try and to test with', 'completion|Print the completion script of a shell', 'help|Show the help of a command or a topic', 'version|Print the version')
        Flags = @('--version|print the version')
        Operands = @()
    }
    $places['rpt'] = @{
        Words = @('defs|Report definitions: what can be reported', 'sched|Schedules: when reports are made', 'reports|Reports: what was made', 'run|Make one report, now', 'calendar|Show the planned runs, in their order', 'users|Users that reports can be about', 'roles|Roles that reports can be about', 'resources|Resources that reports can be about', 'entitlements|Entitlements that reports can be about', 'teams|Teams that reports can be about', 'collectors|Data collectors: where the data comes from', 'conf|The reporting server''s configuration', 'locales|List the languages that the reporting server speaks', 'whoami|Show who is signed in at the reporting server', 'buildinfo|Show the reporting server''s build')
        Flags = @()
        Operands = @()
    }
    $places['rpt defs'] = @{
        Words = @('list|List report definitions', 'get|Show a report definition', 'copy|Copy a report definition', 'update|Change a report definition', 'delete|Delete report definitions, with their schedules', 'export|Save report definitions as rpz archives', 'import|Import report definitions from rpz and spz archives', 'import-status|Show how far an upload is', 'import-cancel|Cancel an upload that another command runs', 'params|List the parameters of a report definition, or the values of one')
        Flags = @('--name=|definitions whose name contains this', '--description=|definitions whose description contains this', '--category=|definitions of this category', '--tag=|definitions with this tag', '--match=all,any|whether all conditions must hold, or any (default all)', '--sort-by=name,description,tags|what to sort by (default name)', '--desc|sort downwards')
        Operands = @()
    }
    $places['rpt defs list'] = @{
        Words = @()
        Flags = @('--name=|definitions whose name contains this', '--description=|definitions whose description contains this', '--category=|definitions of this category', '--tag=|definitions with this tag', '--match=all,any|whether all conditions must hold, or any (default all)', '--sort-by=name,description,tags|what to sort by (default name)', '--desc|sort downwards')
        Operands = @()
    }
    $places['rpt defs ls'] = @{
        Words = @()
        Flags = @('--name=|definitions whose name contains this', '--description=|definitions whose description contains this', '--category=|definitions of this category', '--tag=|definitions with this tag', '--match=all,any|whether all conditions must hold, or any (default all)', '--sort-by=name,description,tags|what to sort by (default name)', '--desc|sort downwards')
        Operands = @()
    }
    $places['rpt defs get'] = @{
        Words = @()
        Flags = @()
        Operands = @('@rpt/defs')
    }
    $places['rpt defs show'] = @{
        Words = @()
        Flags = @()
        Operands = @('@rpt/defs')
    }
    $places['rpt defs copy'] = @{
        Words = @()
        Flags = @()
        Operands = @('@rpt/defs')
    }
    $places['rpt defs update'] = @{
        Words = @()
        Flags = @('--file=@file|members to change, as JSON or YAML; - is stdin', '-f=@file|members to change, as JSON or YAML; - is stdin', '--set=|set a member: true, false, null and whole numbers are typed, all else is text', '--set-string=|set a member to text', '--name=|its new name', '--format=pdf,csv|what its reports are', '--if-match=|only if it is still this version', '--force|also if somebody else has changed it meanwhile')
        Operands = @('@rpt/defs')
    }
    $places['rpt defs delete'] = @{
        Words = @()
        Flags = @()
        Operands = @('@rpt/defs...')
    }
    $places['rpt defs rm'] = @{
        Words = @()
        Flags = @()
        Operands = @('@rpt/defs...')
    }
    $places['rpt defs export'] = @{
        Words = @()
        Flags = @('--output-file=@file|where to save it; - is stdout', '-O=@file|where to save it; - is stdout', '--dir=@directory|the directory to save in (default: the current one)', '--overwrite|replace files that are there already')
        Operands = @('@rpt/defs...')
    }
    $places['rpt defs import'] = @{
        Words = @()
        Flags = @('--overwrite|replace reports that are there already', '--upload-id=|the name of the upload, for import-status and import-cancel (default: a random one)')
        Operands = @('@file...')
    }
    $places['rpt defs import-status'] = @{
        Words = @()
        Flags = @()
        Operands = @('-')
    }
    $places['rpt defs import-cancel'] = @{
        Words = @()
        Flags = @()
        Operands = @('-')
    }
    $places['rpt defs params'] = @{
        Words = @()
        Flags = @('--with=|the value of a parameter that PARAM depends on')
        Operands = @('@rpt/defs', '-')
    }
    $places['rpt sched'] = @{
        Words = @('list|List schedules', 'get|Show a schedule', 'create|Schedule a report', 'update|Change a schedule', 'shift|Move all planned runs of a schedule', 'skip|Leave out one planned run of a schedule', 'delete|Delete schedules, with their planned runs')
        Flags = @('--def=@rpt/defs|the definition''s GUID, or its exact name')
        Operands = @()
    }
    $places['rpt sched list'] = @{
        Words = @()
        Flags = @('--def=@rpt/defs|the definition''s GUID, or its exact name')
        Operands = @()
    }
    $places['rpt sched ls'] = @{
        Words = @()
        Flags = @('--def=@rpt/defs|the definition''s GUID, or its exact name')
        Operands = @()
    }
    $places['rpt sched get'] = @{
        Words = @()
        Flags = @('--def=@rpt/defs|its definition, which saves the search for it')
        Operands = @('@rpt/schedules')
    }
    $places['rpt sched show'] = @{
        Words = @()
        Flags = @('--def=@rpt/defs|its definition, which saves the search for it')
        Operands = @('@rpt/schedules')
    }
    $places['rpt sched create'] = @{
        Words = @()
        Flags = @('--def=@rpt/defs|the definition''s GUID, or its exact name', '--file=@file|the schedule as YAML or JSON; - is stdin', '-f=@file|the schedule as YAML or JSON; - is stdin', '--name=|its name, and its reports'' (default: the definition''s)', '--description=|its description', '--comments=|its comments', '--format=pdf,csv|what its reports are', '--param=|a parameter''s value; rptctl defs params DEF lists them', '--collect|collect the data anew before the report is made', '--email-to=|send the report to this address', '--email-cc=|and a copy to this one', '--email-subject=|the mail''s subject', '--email-message=|the mail''s text', '--no-email|send no mail, whatever the definition says', '--start=|the first run', '--every=|repeat it, as in 1week; none runs once', '--end=|the last moment for a run')
        Operands = @()
    }
    $places['rpt sched update'] = @{
        Words = @()
        Flags = @('--def=@rpt/defs|its definition, which saves the search for it', '--file=@file|the schedule as YAML or JSON; - is stdin', '-f=@file|the schedule as YAML or JSON; - is stdin', '--name=|its name, and its reports'' (default: the definition''s)', '--description=|its description', '--comments=|its comments', '--format=pdf,csv|what its reports are', '--param=|a parameter''s value; rptctl defs params DEF lists them', '--collect|collect the data anew before the report is made', '--email-to=|send the report to this address', '--email-cc=|and a copy to this one', '--email-subject=|the mail''s subject', '--email-message=|the mail''s text', '--no-email|send no mail, whatever the definition says', '--start=|the first run', '--every=|repeat it, as in 1week; none runs once', '--end=|the last moment for a run')
        Operands = @('@rpt/schedules')
    }
    $places['rpt sched shift'] = @{
        Words = @()
        Flags = @('--run=|one of its planned runs', '--by=|how far, back with a minus', '--def=@rpt/defs|its definition, which saves the search for it')
        Operands = @('@rpt/schedules')
    }
    $places['rpt sched skip'] = @{
        Words = @()
        Flags = @('--run=|the planned run to leave out', '--def=@rpt/defs|its definition, which saves the search for it')
        Operands = @('@rpt/schedules')
    }
    $places['rpt sched delete'] = @{
        Words = @()
        Flags = @('--def=@rpt/defs|its definition, which saves the search for it')
        Operands = @('@rpt/schedules...')
    }
    $places['rpt sched rm'] = @{
        Words = @()
        Flags = @('--def=@rpt/defs|its definition, which saves the search for it')
        Operands = @('@rpt/schedules...')
    }
    $places['rpt reports'] = @{
        Words = @('list|List reports', 'get|Show a report', 'wait|Wait until reports are made', 'download|Save the files of reports', 'delete|Delete reports')
        Flags = @('--state=all,unfinished,finished,success,failed|those in this state (default all)', '--name=|reports whose name contains this', '--description=|reports whose description contains this', '--creator=|reports whose creator''s name contains this', '--tag=|reports with this tag', '--match=all,any|whether all conditions must hold, or any (default all)', '--from=|reports that ran then or later', '--to=|reports that ran then or earlier', '--sort-by=name,date,description|what to sort by (default name)', '--desc|sort downwards')
        Operands = @()
    }
    $places['rpt reports list'] = @{
        Words = @()
        Flags = @('--state=all,unfinished,finished,success,failed|those in this state (default all)', '--name=|reports whose name contains this', '--description=|reports whose description contains this', '--creator=|reports whose creator''s name contains this', '--tag=|reports with this tag', '--match=all,any|whether all conditions must hold, or any (default all)', '--from=|reports that ran then or later', '--to=|reports that ran then or earlier', '--sort-by=name,date,description|what to sort by (default name)', '--desc|sort downwards')
        Operands = @()
    }
    $places['rpt reports ls'] = @{
        Words = @()
        Flags = @('--state=all,unfinished,finished,success,failed|those in this state (default all)', '--name=|reports whose name contains this', '--description=|reports whose description contains this', '--creator=|reports whose creator''s name contains this', '--tag=|reports with this tag', '--match=all,any|whether all conditions must hold, or any (default all)', '--from=|reports that ran then or later', '--to=|reports that ran then or earlier', '--sort-by=name,date,description|what to sort by (default name)', '--desc|sort downwards')
        Operands = @()
    }
    $places['rpt reports get'] = @{
        Words = @()
        Flags = @()
        Operands = @('@rpt/reports')
    }
    $places['rpt reports show'] = @{
        Words = @()
        Flags = @()
        Operands = @('@rpt/reports')
    }
    $places['rpt reports wait'] = @{
        Words = @()
        Flags = @('--interval=|ask this often instead of after 1s, then less and less often up to every 15s', '--wait-timeout=|give up waiting after this long (exit 124)')
        Operands = @('@rpt/reports...')
    }
    $places['rpt reports download'] = @{
        Words = @()
        Flags = @('--output-file=@file|where to save it; - is stdout', '-O=@file|where to save it; - is stdout', '--dir=@directory|the directory to save in (default: the current one)', '--overwrite|replace files that are there already')
        Operands = @('@rpt/reports...')
    }
    $places['rpt reports delete'] = @{
        Words = @()
        Flags = @()
        Operands = @('@rpt/reports...')
    }
    $places['rpt reports rm'] = @{
        Words = @()
        Flags = @()
        Operands = @('@rpt/reports...')
    }
    $places['rpt run'] = @{
        Words = @()
        Flags = @('--file=@file|the schedule as YAML or JSON; - is stdin', '-f=@file|the schedule as YAML or JSON; - is stdin', '--name=|its name, and its reports'' (default: the definition''s)', '--description=|its description', '--comments=|its comments', '--format=pdf,csv|what its reports are', '--param=|a parameter''s value; rptctl defs params DEF lists them', '--collect|collect the data anew before the report is made', '--email-to=|send the report to this address', '--email-cc=|and a copy to this one', '--email-subject=|the mail''s subject', '--email-message=|the mail''s text', '--no-email|send no mail, whatever the definition says', '--wait|wait until the report is made', '--download=@directory|wait, and save the report in this directory', '--overwrite|replace a file that is there already', '--run-key=|a name for this run, which is then started once only', '--interval=|ask this often instead of after 1s, then less and less often up to every 15s', '--wait-timeout=|give up waiting after this long (exit 124)')
        Operands = @('@rpt/defs')
    }
    $places['rpt calendar'] = @{
        Words = @()
        Flags = @('--from=|runs at this time or later', '--to=|runs at this time or earlier', '--next=|the next N runs', '--output=table,json,ndjson,csv,yaml,id,ics|the form of the result: table, json, ndjson, csv, yaml, id', '-o=table,json,ndjson,csv,yaml,id,ics|the form of the result: table, json, ndjson, csv, yaml, id')
        Operands = @()
    }
    $places['rpt users'] = @{
        Words = @('list|List the users that reports can be about', 'get|Show one of the users that reports can be about')
        Flags = @('--filter=|the server''s own filter, as in FirstName LIKE a% OR LastName LIKE a%')
        Operands = @()
    }
    $places['rpt users list'] = @{
        Words = @()
        Flags = @('--filter=|the server''s own filter, as in FirstName LIKE a% OR LastName LIKE a%')
        Operands = @()
    }
    $places['rpt users ls'] = @{
        Words = @()
        Flags = @('--filter=|the server''s own filter, as in FirstName LIKE a% OR LastName LIKE a%')
        Operands = @()
    }
    $places['rpt users get'] = @{
        Words = @()
        Flags = @()
        Operands = @('@rpt/users')
    }
    $places['rpt users show'] = @{
        Words = @()
        Flags = @()
        Operands = @('@rpt/users')
    }
    $places['rpt roles'] = @{
        Words = @('list|List the roles that reports can be about', 'get|Show one of the roles that reports can be about')
        Flags = @('--filter=|the server''s own filter, as in DisplayName LIKE a%')
        Operands = @()
    }
    $places['rpt roles list'] = @{
        Words = @()
        Flags = @('--filter=|the server''s own filter, as in DisplayName LIKE a%')
        Operands = @()
    }
    $places['rpt roles ls'] = @{
        Words = @()
        Flags = @('--filter=|the server''s own filter, as in DisplayName LIKE a%')
        Operands = @()
    }
    $places['rpt roles get'] = @{
        Words = @()
        Flags = @()
        Operands = @('@rpt/roles')
    }
    $places['rpt roles show'] = @{
        Words = @()
        Flags = @()
        Operands = @('@rpt/roles')
    }
    $places['rpt resources'] = @{
        Words = @('list|List the resources that reports can be about', 'get|Show one of the resources that reports can be about')
        Flags = @('--filter=|the server''s own filter, as in DisplayName LIKE a%')
        Operands = @()
    }
    $places['rpt resources list'] = @{
        Words = @()
        Flags = @('--filter=|the server''s own filter, as in DisplayName LIKE a%')
        Operands = @()
    }
    $places['rpt resources ls'] = @{
        Words = @()
        Flags = @('--filter=|the server''s own filter, as in DisplayName LIKE a%')
        Operands = @()
    }
    $places['rpt resources get'] = @{
        Words = @()
        Flags = @()
        Operands = @('@rpt/resources')
    }
    $places['rpt resources show'] = @{
        Words = @()
        Flags = @()
        Operands = @('@rpt/resources')
    }
    $places['rpt entitlements'] = @{
        Words = @('list|List the entitlements that reports can be about', 'get|Show one of the entitlements that reports can be about')
        Flags = @('--filter=|the server''s own filter, as in DisplayName LIKE a%')
        Operands = @()
    }
    $places['rpt entitlements list'] = @{
        Words = @()
        Flags = @('--filter=|the server''s own filter, as in DisplayName LIKE a%')
        Operands = @()
    }
    $places['rpt entitlements ls'] = @{
        Words = @()
        Flags = @('--filter=|the server''s own filter, as in DisplayName LIKE a%')
        Operands = @()
    }
    $places['rpt entitlements get'] = @{
        Words = @()
        Flags = @()
        Operands = @('@rpt/entitlements')
    }
    $places['rpt entitlements show'] = @{
        Words = @()
        Flags = @()
        Operands = @('@rpt/entitlements')
    }
    $places['rpt teams'] = @{
        Words = @('list|List the teams that reports can be about', 'get|Show one of the teams that reports can be about')
        Flags = @('--filter=|the server''s own filter, as in DisplayName LIKE a%')
        Operands = @()
    }
    $places['rpt teams list'] = @{
        Words = @()
        Flags = @('--filter=|the server''s own filter, as in DisplayName LIKE a%')
        Operands = @()
    }
    $places['rpt teams ls'] = @{
        Words = @()
        Flags = @('--filter=|the server''s own filter, as in DisplayName LIKE a%')
        Operands = @()
    }
    $places['rpt teams get'] = @{
        Words = @()
        Flags = @()
        Operands = @('@rpt/teams')
    }
    $places['rpt teams show'] = @{
        Words = @()
        Flags = @()
        Operands = @('@rpt/teams')
    }
    $places['rpt collectors'] = @{
        Words = @('list|List the systems that data is collected from', 'config|Show the configuration of a data collector')
        Flags = @()
        Operands = @()
    }
    $places['rpt collectors list'] = @{
        Words = @()
        Flags = @()
        Operands = @()
    }
    $places['rpt collectors ls'] = @{
        Words = @()
        Flags = @()
        Operands = @()
    }
    $places['rpt collectors config'] = @{
        Words = @()
        Flags = @()
        Operands = @('@rpt/collectors')
    }
    $places['rpt conf'] = @{
        Words = @('get|Show the reporting server''s configuration', 'set|Change the reporting server''s configuration')
        Flags = @()
        Operands = @()
    }
    $places['rpt conf get'] = @{
        Words = @()
        Flags = @('--show-secrets|show the password of the mail server')
        Operands = @()
    }
    $places['rpt conf show'] = @{
        Words = @()
        Flags = @('--show-secrets|show the password of the mail server')
        Operands = @()
    }
    $places['rpt conf set'] = @{
        Words = @()
        Flags = @()
        Operands = @('-...')
    }
    $places['rpt locales'] = @{
        Words = @()
        Flags = @('--default|show the one that it speaks unless told')
        Operands = @()
    }
    $places['rpt whoami'] = @{
        Words = @()
        Flags = @()
        Operands = @()
    }
    $places['rpt buildinfo'] = @{
        Words = @()
        Flags = @()
        Operands = @()
    }
    $places['defs'] = @{
        Words = @('list|List report definitions', 'get|Show a report definition', 'copy|Copy a report definition', 'update|Change a report definition', 'delete|Delete report definitions, with their schedules', 'export|Save report definitions as rpz archives', 'import|Import report definitions from rpz and spz archives', 'import-status|Show how far an upload is', 'import-cancel|Cancel an upload that another command runs', 'params|List the parameters of a report definition, or the values of one')
        Flags = @('--name=|definitions whose name contains this', '--description=|definitions whose description contains this', '--category=|definitions of this category', '--tag=|definitions with this tag', '--match=all,any|whether all conditions must hold, or any (default all)', '--sort-by=name,description,tags|what to sort by (default name)', '--desc|sort downwards')
        Operands = @()
    }
    $places['defs list'] = @{
        Words = @()
        Flags = @('--name=|definitions whose name contains this', '--description=|definitions whose description contains this', '--category=|definitions of this category', '--tag=|definitions with this tag', '--match=all,any|whether all conditions must hold, or any (default all)', '--sort-by=name,description,tags|what to sort by (default name)', '--desc|sort downwards')
        Operands = @()
    }
    $places['defs ls'] = @{
        Words = @()
        Flags = @('--name=|definitions whose name contains this', '--description=|definitions whose description contains this', '--category=|definitions of this category', '--tag=|definitions with this tag', '--match=all,any|whether all conditions must hold, or any (default all)', '--sort-by=name,description,tags|what to sort by (default name)', '--desc|sort downwards')
        Operands = @()
    }
    $places['defs get'] = @{
        Words = @()
        Flags = @()
        Operands = @('@rpt/defs')
    }
    $places['defs show'] = @{
        Words = @()
        Flags = @()
        Operands = @('@rpt/defs')
    }
    $places['defs copy'] = @{
        Words = @()
        Flags = @()
        Operands = @('@rpt/defs')
    }
    $places['defs update'] = @{
        Words = @()
        Flags = @('--file=@file|members to change, as JSON or YAML; - is stdin', '-f=@file|members to change, as JSON or YAML; - is stdin', '--set=|set a member: true, false, null and whole numbers are typed, all else is text', '--set-string=|set a member to text', '--name=|its new name', '--format=pdf,csv|what its reports are', '--if-match=|only if it is still this version', '--force|also if somebody else has changed it meanwhile')
        Operands = @('@rpt/defs')
    }
    $places['defs delete'] = @{
        Words = @()
        Flags = @()
        Operands = @('@rpt/defs...')
    }
    $places['defs rm'] = @{
        Words = @()
        Flags = @()
        Operands = @('@rpt/defs...')
    }
    $places['defs export'] = @{
        Words = @()
        Flags = @('--output-file=@file|where to save it; - is stdout', '-O=@file|where to save it; - is stdout', '--dir=@directory|the directory to save in (default: the current one)', '--overwrite|replace files that are there already')
        Operands = @('@rpt/defs...')
    }
    $places['defs import'] = @{
        Words = @()
        Flags = @('--overwrite|replace reports that are there already', '--upload-id=|the name of the upload, for import-status and import-cancel (default: a random one)')
        Operands = @('@file...')
    }
    $places['defs import-status'] = @{
        Words = @()
        Flags = @()
        Operands = @('-')
    }
    $places['defs import-cancel'] = @{
        Words = @()
        Flags = @()
        Operands = @('-')
    }
    $places['defs params'] = @{
        Words = @()
        Flags = @('--with=|the value of a parameter that PARAM depends on')
        Operands = @('@rpt/defs', '-')
    }
    $places['sched'] = @{
        Words = @('list|List schedules', 'get|Show a schedule', 'create|Schedule a report', 'update|Change a schedule', 'shift|Move all planned runs of a schedule', 'skip|Leave out one planned run of a schedule', 'delete|Delete schedules, with their planned runs')
        Flags = @('--def=@rpt/defs|the definition''s GUID, or its exact name')
        Operands = @()
    }
    $places['sched list'] = @{
        Words = @()
        Flags = @('--def=@rpt/defs|the definition''s GUID, or its exact name')
        Operands = @()
    }
    $places['sched ls'] = @{
        Words = @()
        Flags = @('--def=@rpt/defs|the definition''s GUID, or its exact name')
        Operands = @()
    }
    $places['sched get'] = @{
        Words = @()
        Flags = @('--def=@rpt/defs|its definition, which saves the search for it')
        Operands = @('@rpt/schedules')
    }
    $places['sched show'] = @{
        Words = @()
        Flags = @('--def=@rpt/defs|its definition, which saves the search for it')
        Operands = @('@rpt/schedules')
    }
    $places['sched create'] = @{
        Words = @()
        Flags = @('--def=@rpt/defs|the definition''s GUID, or its exact name', '--file=@file|the schedule as YAML or JSON; - is stdin', '-f=@file|the schedule as YAML or JSON; - is stdin', '--name=|its name, and its reports'' (default: the definition''s)', '--description=|its description', '--comments=|its comments', '--format=pdf,csv|what its reports are', '--param=|a parameter''s value; rptctl defs params DEF lists them', '--collect|collect the data anew before the report is made', '--email-to=|send the report to this address', '--email-cc=|and a copy to this one', '--email-subject=|the mail''s subject', '--email-message=|the mail''s text', '--no-email|send no mail, whatever the definition says', '--start=|the first run', '--every=|repeat it, as in 1week; none runs once', '--end=|the last moment for a run')
        Operands = @()
    }
    $places['sched update'] = @{
        Words = @()
        Flags = @('--def=@rpt/defs|its definition, which saves the search for it', '--file=@file|the schedule as YAML or JSON; - is stdin', '-f=@file|the schedule as YAML or JSON; - is stdin', '--name=|its name, and its reports'' (default: the definition''s)', '--description=|its description', '--comments=|its comments', '--format=pdf,csv|what its reports are', '--param=|a parameter''s value; rptctl defs params DEF lists them', '--collect|collect the data anew before the report is made', '--email-to=|send the report to this address', '--email-cc=|and a copy to this one', '--email-subject=|the mail''s subject', '--email-message=|the mail''s text', '--no-email|send no mail, whatever the definition says', '--start=|the first run', '--every=|repeat it, as in 1week; none runs once', '--end=|the last moment for a run')
        Operands = @('@rpt/schedules')
    }
    $places['sched shift'] = @{
        Words = @()
        Flags = @('--run=|one of its planned runs', '--by=|how far, back with a minus', '--def=@rpt/defs|its definition, which saves the search for it')
        Operands = @('@rpt/schedules')
    }
    $places['sched skip'] = @{
        Words = @()
        Flags = @('--run=|the planned run to leave out', '--def=@rpt/defs|its definition, which saves the search for it')
        Operands = @('@rpt/schedules')
    }
    $places['sched delete'] = @{
        Words = @()
        Flags = @('--def=@rpt/defs|its definition, which saves the search for it')
        Operands = @('@rpt/schedules...')
    }
    $places['sched rm'] = @{
        Words = @()
        Flags = @('--def=@rpt/defs|its definition, which saves the search for it')
        Operands = @('@rpt/schedules...')
    }
    $places['reports'] = @{
        Words = @('list|List reports', 'get|Show a report', 'wait|Wait until reports are made', 'download|Save the files of reports', 'delete|Delete reports')
        Flags = @('--state=all,unfinished,finished,success,failed|those in this state (default all)', '--name=|reports whose name contains this', '--description=|reports whose description contains this', '--creator=|reports whose creator''s name contains this', '--tag=|reports with this tag', '--match=all,any|whether all conditions must hold, or any (default all)', '--from=|reports that ran then or later', '--to=|reports that ran then or earlier', '--sort-by=name,date,description|what to sort by (default name)', '--desc|sort downwards')
        Operands = @()
    }
    $places['reports list'] = @{
        Words = @()
        Flags = @('--state=all,unfinished,finished,success,failed|those in this state (default all)', '--name=|reports whose name contains this', '--description=|reports whose description contains this', '--creator=|reports whose creator''s name contains this', '--tag=|reports with this tag', '--match=all,any|whether all conditions must hold, or any (default all)', '--from=|reports that ran then or later', '--to=|reports that ran then or earlier', '--sort-by=name,date,description|what to sort by (default name)', '--desc|sort downwards')
        Operands = @()
    }
    $places['reports ls'] = @{
        Words = @()
        Flags = @('--state=all,unfinished,finished,success,failed|those in this state (default all)', '--name=|reports whose name contains this', '--description=|reports whose description contains this', '--creator=|reports whose creator''s name contains this', '--tag=|reports with this tag', '--match=all,any|whether all conditions must hold, or any (default all)', '--from=|reports that ran then or later', '--to=|reports that ran then or earlier', '--sort-by=name,date,description|what to sort by (default name)', '--desc|sort downwards')
        Operands = @()
    }
    $places['reports get'] = @{
        Words = @()
        Flags = @()
        Operands = @('@rpt/reports')
    }
    $places['reports show'] = @{
        Words = @()
        Flags = @()
        Operands = @('@rpt/reports')
    }
    $places['reports wait'] = @{
        Words = @()
        Flags = @('--interval=|ask this often instead of after 1s, then less and less often up to every 15s', '--wait-timeout=|give up waiting after this long (exit 124)')
        Operands = @('@rpt/reports...')
    }
    $places['reports download'] = @{
        Words = @()
        Flags = @('--output-file=@file|where to save it; - is stdout', '-O=@file|where to save it; - is stdout', '--dir=@directory|the directory to save in (default: the current one)', '--overwrite|replace files that are there already')
        Operands = @('@rpt/reports...')
    }
    $places['reports delete'] = @{
        Words = @()
        Flags = @()
        Operands = @('@rpt/reports...')
    }
    $places['reports rm'] = @{
        Words = @()
        Flags = @()
        Operands = @('@rpt/reports...')
    }
    $places['registries'] = @{
        Words = @('list|List report registries', 'get|Show one report registry', 'delete|Delete report registries', 'wait|Wait until report registries are made')
        Flags = @('--status=|registries with this creation_status', '--id=@registries/registries|these registries', '--schedule=|registries of these schedules', '--by=|registries that this user scheduled', '--type=|registries of this type', '--page-size=|registries a request (default 500)')
        Operands = @()
    }
    $places['registries list'] = @{
        Words = @()
        Flags = @('--status=|registries with this creation_status', '--id=@registries/registries|these registries', '--schedule=|registries of these schedules', '--by=|registries that this user scheduled', '--type=|registries of this type', '--page-size=|registries a request (default 500)')
        Operands = @()
    }
    $places['registries ls'] = @{
        Words = @()
        Flags = @('--status=|registries with this creation_status', '--id=@registries/registries|these registries', '--schedule=|registries of these schedules', '--by=|registries that this user scheduled', '--type=|registries of this type', '--page-size=|registries a request (default 500)')
        Operands = @()
    }
    $places['registries get'] = @{
        Words = @()
        Flags = @()
        Operands = @('@registries/registries')
    }
    $places['registries show'] = @{
        Words = @()
        Flags = @()
        Operands = @('@registries/registries')
    }
    $places['registries delete'] = @{
        Words = @()
        Flags = @()
        Operands = @('@registries/registries...')
    }
    $places['registries rm'] = @{
        Words = @()
        Flags = @()
        Operands = @('@registries/registries...')
    }
    $places['registries wait'] = @{
        Words = @()
        Flags = @('--interval=|ask this often instead of after 1s, then less and less often up to every 15s', '--wait-timeout=|give up waiting after this long (exit 124)')
        Operands = @('@registries/registries...')
    }
    $places['pipeline'] = @{
        Words = @('list|List pipelines', 'get|Show one pipeline, with all its data', 'run|Run a pipeline', 'status|Show how a run of a pipeline stands', 'logs|Show the activity log of a pipeline', 'stop|Stop a pipeline that runs', 'reset|Reset a pipeline to its beginning', 'tools|The tool registry', 'audit|What users did, and what access tokens were used for')
        Flags = @()
        Operands = @()
    }
    $places['pipeline list'] = @{
        Words = @()
        Flags = @()
        Operands = @()
    }
    $places['pipeline ls'] = @{
        Words = @()
        Flags = @()
        Operands = @()
    }
    $places['pipeline get'] = @{
        Words = @()
        Flags = @()
        Operands = @('@pipeline/pipelines')
    }
    $places['pipeline show'] = @{
        Words = @()
        Flags = @()
        Operands = @('@pipeline/pipelines')
    }
    $places['pipeline run'] = @{
        Words = @()
        Flags = @('--wait|wait for its end', '--follow|print its log as it comes, until its end', '--interval=|ask this often instead of after 1s, then less and less often up to every 15s', '--wait-timeout=|give up waiting after this long (exit 124)')
        Operands = @('@pipeline/pipelines')
    }
    $places['pipeline status'] = @{
        Words = @()
        Flags = @('--run=|this run (default: the latest)')
        Operands = @('@pipeline/pipelines')
    }
    $places['pipeline logs'] = @{
        Words = @()
        Flags = @('--run=|of this run (default: of all runs; with --follow, of the latest)', '--console|only what the steps printed', '--follow|wait for more until the run ends', '--interval=|ask this often instead of after 1s, then less and less often up to every 15s', '--wait-timeout=|give up waiting after this long (exit 124)')
        Operands = @('@pipeline/pipelines')
    }
    $places['pipeline stop'] = @{
        Words = @()
        Flags = @('--wait|wait until it runs no longer', '--interval=|ask this often instead of after 1s, then less and less often up to every 15s', '--wait-timeout=|give up waiting after this long (exit 124)')
        Operands = @('@pipeline/pipelines')
    }
    $places['pipeline reset'] = @{
        Words = @()
        Flags = @()
        Operands = @('@pipeline/pipelines')
    }
    $places['pipeline tools'] = @{
        Words = @('list|List the tools of the registry', 'get|Show one tool, with all its data', 'update|Change a tool')
        Flags = @()
        Operands = @()
    }
    $places['pipeline tools list'] = @{
        Words = @()
        Flags = @()
        Operands = @()
    }
    $places['pipeline tools ls'] = @{
        Words = @()
        Flags = @()
        Operands = @()
    }
    $places['pipeline tools get'] = @{
        Words = @()
        Flags = @()
        Operands = @('@pipeline/tools')
    }
    $places['pipeline tools show'] = @{
        Words = @()
        Flags = @()
        Operands = @('@pipeline/tools')
    }
    $places['pipeline tools update'] = @{
        Words = @()
        Flags = @('--file=@file|members to change, as JSON or YAML; - is stdin', '-f=@file|members to change, as JSON or YAML; - is stdin', '--set=|set a member: true, false, null and whole numbers are typed, all else is text', '--set-string=|set a member to text')
        Operands = @('@pipeline/tools')
    }
    $places['pipeline audit'] = @{
        Words = @('actions|List what users did', 'tokens|List what access tokens were used for')
        Flags = @()
        Operands = @()
    }
    $places['pipeline audit actions'] = @{
        Words = @()
        Flags = @('--date=|of this day', '--type=|of this type, as the type column has it', '--count=|no more than so many')
        Operands = @()
    }
    $places['pipeline audit tokens'] = @{
        Words = @()
        Flags = @('--date=|of this day', '--scope=|of tokens of this scope, as the scope column has it', '--count=|no more than so many')
        Operands = @()
    }
    $places['inventory'] = @{
        Words = @('list|List what Shinken monitors: hosts, clusters and their checks')
        Flags = @('--flat|an element a row (the default)', '--tree|a host or cluster a row, with its checks; as a table: drawn as a tree', '--filter=|only elements that match; several must all match', '--sort=|sort on the server', '--stats|how many elements there are, instead of the elements', '--output=table,json,ndjson,csv,yaml,id,ansible,file-sd|the form of the result: table, json, ndjson, csv, yaml, id', '-o=table,json,ndjson,csv,yaml,id,ansible,file-sd|the form of the result: table, json, ndjson, csv, yaml, id')
        Operands = @()
    }
    $places['inventory list'] = @{
        Words = @()
        Flags = @('--flat|an element a row (the default)', '--tree|a host or cluster a row, with its checks; as a table: drawn as a tree', '--filter=|only elements that match; several must all match', '--sort=|sort on the server', '--stats|how many elements there are, instead of the elements', '--output=table,json,ndjson,csv,yaml,id,ansible,file-sd|the form of the result: table, json, ndjson, csv, yaml, id', '-o=table,json,ndjson,csv,yaml,id,ansible,file-sd|the form of the result: table, json, ndjson, csv, yaml, id')
        Operands = @()
    }
    $places['inventory ls'] = @{
        Words = @()
        Flags = @('--flat|an element a row (the default)', '--tree|a host or cluster a row, with its checks; as a table: drawn as a tree', '--filter=|only elements that match; several must all match', '--sort=|sort on the server', '--stats|how many elements there are, instead of the elements', '--output=table,json,ndjson,csv,yaml,id,ansible,file-sd|the form of the result: table, json, ndjson, csv, yaml, id', '-o=table,json,ndjson,csv,yaml,id,ansible,file-sd|the form of the result: table, json, ndjson, csv, yaml, id')
        Operands = @()
    }
    $places['scope'] = @{
        Words = @('list|List scopes', 'get|Show one scope', 'create|Create a scope', 'update|Change a scope''s fields', 'enable|Rate a scope from now on', 'disable|Stop rating a scope', 'reset|Rate scopes again from a given time on')
        Flags = @('--id=@scope/scopes|these scopes', '--key=|scopes with this scope key', '--collector=|scopes of this collector', '--fetcher=|scopes of this fetcher', '--active|scopes that are rated', '--inactive|scopes that are not rated', '--page-size=|scopes a request (default 1000)')
        Operands = @()
    }
    $places['scope list'] = @{
        Words = @()
        Flags = @('--id=@scope/scopes|these scopes', '--key=|scopes with this scope key', '--collector=|scopes of this collector', '--fetcher=|scopes of this fetcher', '--active|scopes that are rated', '--inactive|scopes that are not rated', '--page-size=|scopes a request (default 1000)')
        Operands = @()
    }
    $places['scope ls'] = @{
        Words = @()
        Flags = @('--id=@scope/scopes|these scopes', '--key=|scopes with this scope key', '--collector=|scopes of this collector', '--fetcher=|scopes of this fetcher', '--active|scopes that are rated', '--inactive|scopes that are not rated', '--page-size=|scopes a request (default 1000)')
        Operands = @()
    }
    $places['scope get'] = @{
        Words = @()
        Flags = @()
        Operands = @('@scope/scopes')
    }
    $places['scope show'] = @{
        Words = @()
        Flags = @()
        Operands = @('@scope/scopes')
    }
    $places['scope create'] = @{
        Words = @()
        Flags = @('--key=|its scope key', '--collector=|its collector', '--fetcher=|its fetcher', '--inactive|do not rate it')
        Operands = @('-')
    }
    $places['scope update'] = @{
        Words = @()
        Flags = @('--key=|its new scope key', '--collector=|its new collector', '--fetcher=|its new fetcher', '--active|rate it', '--inactive|do not rate it')
        Operands = @('@scope/scopes')
    }
    $places['scope enable'] = @{
        Words = @()
        Flags = @()
        Operands = @('@scope/scopes')
    }
    $places['scope disable'] = @{
        Words = @()
        Flags = @()
        Operands = @('@scope/scopes')
    }
    $places['scope reset'] = @{
        Words = @()
        Flags = @('--to=|the time to go back to', '--all-scopes|all active scopes', '--key=|of them, those with this scope key', '--collector=|of them, those of this collector', '--fetcher=|of them, those of this fetcher')
        Operands = @('@scope/scopes...')
    }
    $places['setup'] = @{
        Words = @()
        Flags = @()
        Operands = @('rpt,registries,pipeline,inventory,scope')
    }
    $places['context'] = @{
        Words = @('list|List the contexts', 'use|Make a context the current one', 'show|Show what a context says', 'set|Set values of a context, and make it where it is not there', 'rename|Rename a context', 'delete|Delete a context, with its stored sign-ins')
        Flags = @()
        Operands = @()
    }
    $places['context list'] = @{
        Words = @()
        Flags = @()
        Operands = @()
    }
    $places['context ls'] = @{
        Words = @()
        Flags = @()
        Operands = @()
    }
    $places['context use'] = @{
        Words = @()
        Flags = @()
        Operands = @('@context')
    }
    $places['context show'] = @{
        Words = @()
        Flags = @()
        Operands = @('@context')
    }
    $places['context set'] = @{
        Words = @()
        Flags = @()
        Operands = @('@context', '-...')
    }
    $places['context rename'] = @{
        Words = @()
        Flags = @()
        Operands = @('@context', '-')
    }
    $places['context delete'] = @{
        Words = @()
        Flags = @()
        Operands = @('@context')
    }
    $places['context rm'] = @{
        Words = @()
        Flags = @()
        Operands = @('@context')
    }
    $places['config'] = @{
        Words = @('list|List the settings, with their values in config.yaml', 'get|Print a setting', 'set|Set a setting in config.yaml', 'unset|Remove a setting from config.yaml, so that its default holds', 'path|Print the path of config.yaml, whether it is there or not')
        Flags = @()
        Operands = @()
    }
    $places['config list'] = @{
        Words = @()
        Flags = @()
        Operands = @()
    }
    $places['config ls'] = @{
        Words = @()
        Flags = @()
        Operands = @()
    }
    $places['config get'] = @{
        Words = @()
        Flags = @()
        Operands = @('output,color,lang,timezone,timeout,retries,deadline,pager')
    }
    $places['config show'] = @{
        Words = @()
        Flags = @()
        Operands = @('output,color,lang,timezone,timeout,retries,deadline,pager')
    }
    $places['config set'] = @{
        Words = @()
        Flags = @()
        Operands = @('output,color,lang,timezone,timeout,retries,deadline,pager', '-')
    }
    $places['config unset'] = @{
        Words = @()
        Flags = @()
        Operands = @('output,color,lang,timezone,timeout,retries,deadline,pager')
    }
    $places['config path'] = @{
        Words = @()
        Flags = @()
        Operands = @()
    }
    $places['auth'] = @{
        Words = @('login|Sign in and keep the credential', 'logout|End the session and forget the credential', 'status|Show who is signed in where', 'token|Print the token that requests carry')
        Flags = @()
        Operands = @()
    }
    $places['auth login'] = @{
        Words = @()
        Flags = @('--username=|the user name (default: the context''s)', '--with-token|give a token instead of a password')
        Operands = @('rpt,registries,pipeline,inventory,scope')
    }
    $places['auth logout'] = @{
        Words = @()
        Flags = @()
        Operands = @('rpt,registries,pipeline,inventory,scope')
    }
    $places['auth status'] = @{
        Words = @()
        Flags = @()
        Operands = @('rpt,registries,pipeline,inventory,scope')
    }
    $places['auth token'] = @{
        Words = @()
        Flags = @('--force|print it on a terminal too')
        Operands = @('rpt,registries,pipeline,inventory,scope')
    }
    $places['api'] = @{
        Words = @()
        Flags = @('--field=|the query of a GET, else a member of the JSON body', '-F=|the query of a GET, else a member of the JSON body', '--header=|a request header', '-H=|a request header', '--input=@file|the body, from a file or - for stdin', '--paginate|fetch all pages, and print their rows as one list', '--include|print the status line and the headers before the body', '-i|print the status line and the headers before the body')
        Operands = @('rpt,registries,pipeline,inventory,scope', '-...')
    }
    $places['status'] = @{
        Words = @()
        Flags = @('--since=|reports that failed since (default: yesterday)', '--late=|scopes further behind than this (default 4h)', '--next=|how many of the next planned runs (default 5)', '--most=|how many of a kind, the rest being counted (default 10)')
        Operands = @()
    }
    $places['check'] = @{
        Words = @('report|Check that a report is made, and not too long ago', 'schedule-missed|Check that no planned run of a report was missed', 'pipeline|Check how the latest run of a pipeline went', 'scope-lag|Check how far the rating of scopes is behind', 'registries|Check how many report registries failed')
        Flags = @()
        Operands = @()
    }
    $places['check report'] = @{
        Words = @()
        Flags = @('--name=|the exact DisplayName of the report', '--max-age=|older is critical (default 26h)', '--warn-age=|older is a warning (default: as --max-age)')
        Operands = @()
    }
    $places['check schedule-missed'] = @{
        Words = @()
        Flags = @('--grace=|how late a run may begin (default 15m)', '--within=|how far to look back (default 7d)')
        Operands = @()
    }
    $places['check pipeline'] = @{
        Words = @()
        Flags = @()
        Operands = @('@pipeline/pipelines')
    }
    $places['check scope-lag'] = @{
        Words = @()
        Flags = @('--warn=|a scope that is further behind is a warning (default 4h)', '--crit=|and critical (default 8h, or twice --warn)', '--id=@scope/scopes|these scopes', '--key=|scopes with this scope key', '--collector=|scopes of this collector', '--fetcher=|scopes of this fetcher')
        Operands = @()
    }
    $places['check registries'] = @{
        Words = @()
        Flags = @('--max-failed=|more failed ones are critical (default 0)', '--since=|only those made since (default: all that there are)')
        Operands = @()
    }
    $places['doctor'] = @{
        Words = @()
        Flags = @()
        Operands = @('rpt,registries,pipeline,inventory,scope')
    }
    $places['sandbox'] = @{
        Words = @('start|Start the sandbox: the systems'' documented behaviour on this machine', 'stop|Stop the sandbox; its state stays', 'status|Show whether and where the sandbox runs', 'reset|Give the sandbox its first state again', 'exec|Run a command against a sandbox of its own', 'advance|Let the sandbox''s time pass', 'fault|Let requests to the sandbox go wrong')
        Flags = @()
        Operands = @()
    }
    $places['sandbox start'] = @{
        Words = @()
        Flags = @('--port=|listen here (default: a free port)', '--state=@directory|where it keeps its state (default: ~/.local/state/rptctl/sandbox)', '--clock=|the sandbox''s time at its start (default: now)', '--cloudkitty-version=17,22,25|which CloudKitty to be like (default 25)', '--scopes=|how many scopes a new state has')
        Operands = @()
    }
    $places['sandbox stop'] = @{
        Words = @()
        Flags = @('--state=@directory|the state of the one to stop')
        Operands = @()
    }
    $places['sandbox status'] = @{
        Words = @()
        Flags = @('--state=@directory|the state of the one to look for')
        Operands = @()
    }
    $places['sandbox reset'] = @{
        Words = @()
        Flags = @('--state=@directory|the state of the one to reset')
        Operands = @()
    }
    $places['sandbox exec'] = @{
        Words = @()
        Flags = @('--port=|listen here (default: a free port)', '--state=@directory|keep the state in this directory', '--clock=|the sandbox''s time at its start (default: now)', '--cloudkitty-version=17,22,25|which CloudKitty to be like (default 25)', '--scopes=|how many scopes a new state has')
        Operands = @('-...')
    }
    $places['sandbox advance'] = @{
        Words = @()
        Flags = @('--state=@directory|the state of the one to steer')
        Operands = @('-')
    }
    $places['sandbox fault'] = @{
        Words = @()
        Flags = @('--status=|answer this status', '--retry-after=|with this Retry-After header', '--delay=|wait first', '--reset|break the connection off', '--truncate=|cut the answer after N bytes of its body', '--times=|so often, then no more', '--clear|take all faults away', '--state=@directory|the state of the one to steer')
        Operands = @('-')
    }
    $places['sandbox serve'] = @{
        Words = @()
        Flags = @('--port=|listen here (default: a free port)', '--state=@directory|where it keeps its state', '--clock=|the sandbox''s time at its start (default: now)', '--cloudkitty-version=17,22,25|which CloudKitty to be like (default 25)', '--scopes=|how many scopes a new state has')
        Operands = @()
    }
    $places['completion'] = @{
        Words = @()
        Flags = @()
        Operands = @('bash,zsh,fish,powershell')
    }
    $places['help'] = @{
        Words = @()
        Flags = @('--json|the commands as data: -o json')
        Operands = @('rpt,defs,sched,reports,registries,pipeline,inventory,scope,setup,context,config,auth,api,status,check,doctor,sandbox,completion,help,version,flags,exit-codes,environment,formatting,time,credentials,cron,ci', '-...')
    }
    $places['version'] = @{
        Words = @()
        Flags = @()
        Operands = @()
    }
    $globals = @(
        '--output=table,json,ndjson,csv,yaml,id|the form of the result: table, json, ndjson, csv, yaml, id'
        '-o=table,json,ndjson,csv,yaml,id|the form of the result: table, json, ndjson, csv, yaml, id'
        '--columns=|the columns of table and csv, in this order; dotted paths reach nested fields'
        '--sort-by-column=|sort table and csv by this column, once all rows came'
        '--no-headers|no header line in table and csv'
        '--csv-raw|csv cells exactly as they are, even where a spreadsheet would run them as a formula'
        '--jq=|what -o json piped into jq -r would print'
        '--limit=|stop after N items, before --sort-by-column; no further page is asked for'
        '--context=@context|use this context for this call; a read takes several: a,b or ''*'''
        '--timeout=|how long one request may take (default 30s)'
        '--retries=|extra tries where they are safe (default 3, 0 is off)'
        '--deadline=|how long the whole command may take'
        '--ca-file=@file|trust the certificates in this file, and no others'
        '--cert=@file|client certificate (PEM)'
        '--key=@file|the client certificate''s key (PEM)'
        '--insecure|do not check the server''s certificate; warns each time'
        '--lang=|language of the server''s texts, sent as Accept-Language'
        '--timezone=|zone of times typed without one and of times in tables (default: the machine''s)'
        '--yes|do not ask'
        '-y|do not ask'
        '--dry-run|print the request that would change something, and send nothing'
        '--quiet|no notes'
        '-q|no notes'
        '--verbose|say what happens'
        '-v|say what happens'
        '--debug|trace HTTP on stderr, secrets masked'
        '--color=auto,always,never|colours in tables and notes'
        '--no-progress|no progress display'
        '--no-input|never ask, even on a terminal'
        '--metrics-file=@file|write how the run went to F, for Prometheus''s textfile collector'
        '--lock=|end at once (exit 75) where another run on this machine holds the lock NAME'
        '--help|show help'
        '-h|show help'
    )

    function Find-Flag($name) {
        foreach ($flag in @($here.Flags) + $globals) {
            $token = $flag.Split('|', 2)[0]
            if ($token.Split('=')[0] -ceq $name) { return $token }
        }
    }

    function Get-Word($text, $summary) {
        if ($text -like "$([WildcardPattern]::Escape($typed))*") {
            if (-not $summary) { $summary = $text }
            [System.Management.Automation.CompletionResult]::new("$before$text", $text, 'ParameterValue', $summary)
        }
    }

    function Get-Value($what) {
        switch -Exact ($what) {
            '@file' { Get-ChildItem -Path "$typed*" -Name | ForEach-Object { Get-Word (Join-Name $_) } }
            '@directory' { Get-ChildItem -Path "$typed*" -Name -Directory | ForEach-Object { Get-Word (Join-Name $_) } }
            '-' { }
            '' { }
            default {
                if ($what.StartsWith('@')) { Get-Answer $what.Substring(1) }
                else { $what.Split(',') | ForEach-Object { Get-Word $_ } }
            }
        }
    }

    # Contexts, and ids that recent commands saw: rptctl looks at its files for what begins as typed or is called so.
    function Get-Answer($things) {
        $line = @($words | ForEach-Object { $_.Extent.Text.Trim("'", '"') } | Where-Object { $_ })
        $text = $typed.Trim("'", '"')
        rptctl __complete $things "--typed=$text" @line 2>$null | ForEach-Object {
            $id, $name = $_.Split("`t", 2)
            $shown = $id
            if ($name) { $shown = "$id  ($name)" } else { $name = $id }
            [System.Management.Automation.CompletionResult]::new("$before$id", $shown, 'ParameterValue', $name)
        }
    }

    # Get-ChildItem -Name leaves out the folder that was typed.
    function Join-Name($name) {
        $folder = $typed -replace '[^/\\]*$', ''
        "$folder$name"
    }

    $before = ''
    $typed = $wordToComplete
    $place = ''
    $here = $places['']
    $what = $null
    $ended = $false
    $count = 0
    $words = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition })
    foreach ($element in @($words | Select-Object -Skip 1)) {
        $word = $element.Extent.Text.Trim("'", '"')
        if ($null -ne $what) { $what = $null }
        elseif ($ended) { $count++ }
        elseif ($word -ceq '--') { $ended = $true }
        elseif ($word -like '--*=*') { }
        elseif ($word -like '-?*') {
            $flag = Find-Flag $word
            if ($flag -and $flag.Contains('=')) { $what = $flag.Split('=', 2)[1] }
        }
        elseif ($here.Words.Count -gt 0) {
            $next = "$place $word".Trim()
            if ($places.ContainsKey($next)) {
                $place = $next
                $here = $places[$next]
            }
        }
        else { $count++ }
    }

    if ($null -ne $what) { Get-Value $what }
    elseif (-not $ended -and $typed -like '--*=*') {
        $name, $typed = $typed.Split('=', 2)
        $flag = Find-Flag $name
        $before = "$name="
        if ($flag -and $flag.Contains('=')) { Get-Value $flag.Split('=', 2)[1] }
    }
    elseif (-not $ended -and $typed -like '-*') {
        $seen = @()
        foreach ($flag in @($here.Flags) + $globals) {
            $token, $summary = $flag.Split('|', 2)
            $name = $token.Split('=')[0]
            if ($seen -cnotcontains $name) { Get-Word $name $summary }
            $seen += $name
        }
    }
    elseif (-not $ended -and $here.Words.Count -gt 0) {
        foreach ($entry in $here.Words) {
            $word, $summary = $entry.Split('|', 2)
            Get-Word $word $summary
        }
    }
    elseif ($here.Operands.Count -gt 0) {
        $last = $here.Operands.Count - 1
        if ($count -gt $last -and $here.Operands[$last].EndsWith('...')) { $count = $last }
        if ($count -le $last) { Get-Value ($here.Operands[$count] -replace '\.\.\.$', '') }
    }
}
