# rptctl completion for fish 3 and later.
# Keep it:  rptctl completion fish >~/.config/fish/completions/rptctl.fish
#
# Generated from the command tree by scripts/generate.mjs: do not edit.

# What may follow a command, one a line with its summary after a TAB: words, flags (--flag=WHAT takes a value) and
# operands (:WHAT). WHAT is words with commas between them, @file, @directory, or @ and what rptctl itself is asked for;
# where nothing is known it is empty, or - for an operand.
function __rptctl_place
    switch "$argv[1]"
        case ''
            printf '%s\t%s\n' \
                'rpt' 'Identity Manager Reporting: definitions, schedules, reports' \
                'defs' 'Report definitions: what can be reported' \
                'sched' 'Schedules: when reports are made' \
                'reports' 'Reports: what was made' \
                'registries' 'Seer Box report registries' \
                'pipeline' 'Opsera pipelines, the tool registry and the audit logs' \
                'inventory' 'Shinken\'s inventory: what is monitored' \
                'scope' 'CloudKitty scopes: what is rated, and how far' \
                'setup' 'Connect a system, step by step: URL, sign-in, a check' \
                'context' 'Contexts: which servers a name stands for' \
                'config' 'Settings: the defaults of flags' \
                'auth' 'Sign in and out, and see who is signed in where' \
                'api' 'Send any request to a system, signed in' \
                'status' 'Show what needs a person, in all systems' \
                'check' 'Checks for monitoring, in the manner of a Nagios or Shinken plugin' \
                'doctor' 'Examine each system: reach, TLS, sign-in and clock' \
                'sandbox' 'The systems\' documented behaviour on this machine, to try and to test with' \
                'completion' 'Print the completion script of a shell' \
                'help' 'Show the help of a command or a topic' \
                'version' 'Print the version' \
                '--version' 'print the version'
        case 'rpt'
            printf '%s\t%s\n' \
                'defs' 'Report definitions: what can be reported' \
                'sched' 'Schedules: when reports are made' \
                'reports' 'Reports: what was made' \
                'run' 'Make one report, now' \
                'calendar' 'Show the planned runs, in their order' \
                'users' 'Users that reports can be about' \
                'roles' 'Roles that reports can be about' \
                'resources' 'Resources that reports can be about' \
                'entitlements' 'Entitlements that reports can be about' \
                'teams' 'Teams that reports can be about' \
                'collectors' 'Data collectors: where the data comes from' \
                'conf' 'The reporting server\'s configuration' \
                'locales' 'List the languages that the reporting server speaks' \
                'whoami' 'Show who is signed in at the reporting server' \
                'buildinfo' 'Show the reporting server\'s build'
        case 'rpt defs' 'defs'
            printf '%s\t%s\n' \
                'list' 'List report definitions' \
                'get' 'Show a report definition' \
                'copy' 'Copy a report definition' \
                'update' 'Change a report definition' \
                'delete' 'Delete report definitions, with their schedules' \
                'export' 'Save report definitions as rpz archives' \
                'import' 'Import report definitions from rpz and spz archives' \
                'import-status' 'Show how far an upload is' \
                'import-cancel' 'Cancel an upload that another command runs' \
                'params' 'List the parameters of a report definition, or the values of one' \
                '--name=' 'definitions whose name contains this' \
                '--description=' 'definitions whose description contains this' \
                '--category=' 'definitions of this category' \
                '--tag=' 'definitions with this tag' \
                '--match=all,any' 'whether all conditions must hold, or any (default all)' \
                '--sort-by=name,description,tags' 'what to sort by (default name)' \
                '--desc' 'sort downwards'
        case 'rpt defs list' 'rpt defs ls' 'defs list' 'defs ls'
            printf '%s\t%s\n' \
                '--name=' 'definitions whose name contains this' \
                '--description=' 'definitions whose description contains this' \
                '--category=' 'definitions of this category' \
                '--tag=' 'definitions with this tag' \
                '--match=all,any' 'whether all conditions must hold, or any (default all)' \
                '--sort-by=name,description,tags' 'what to sort by (default name)' \
                '--desc' 'sort downwards'
        case 'rpt defs get' 'rpt defs show' 'rpt defs copy' 'defs get' 'defs show' 'defs copy'
            printf '%s\t%s\n' \
                ':@rpt/defs' 'the definition\'s GUID, or its exact name'
        case 'rpt defs update' 'defs update'
            printf '%s\t%s\n' \
                '--file=@file' 'members to change, as JSON or YAML; - is stdin' \
                '-f=@file' 'members to change, as JSON or YAML; - is stdin' \
                '--set=' 'set a member: true, false, null and whole numbers are typed, all else is text' \
                '--set-string=' 'set a member to text' \
                '--name=' 'its new name' \
                '--format=pdf,csv' 'what its reports are' \
                '--if-match=' 'only if it is still this version' \
                '--force' 'also if somebody else has changed it meanwhile' \
                ':@rpt/defs' 'the definition\'s GUID, or its exact name'
        case 'rpt defs delete' 'rpt defs rm' 'defs delete' 'defs rm'
            printf '%s\t%s\n' \
                ':@rpt/defs...' 'the definition\'s GUID, or its exact name'
        case 'rpt defs export' 'defs export'
            printf '%s\t%s\n' \
                '--output-file=@file' 'where to save it; - is stdout' \
                '-O=@file' 'where to save it; - is stdout' \
                '--dir=@directory' 'the directory to save in (default: the current one)' \
                '--overwrite' 'replace files that are there already' \
                ':@rpt/defs...' 'the definition\'s GUID, or its exact name'
        case 'rpt defs import' 'defs import'
            printf '%s\t%s\n' \
                '--overwrite' 'replace reports that are there already' \
                '--upload-id=' 'the name of the upload, for import-status and import-cancel (default: a random one)' \
                ':@file...' 'the archives'
        case 'rpt defs import-status' 'rpt defs import-cancel' 'defs import-status' 'defs import-cancel'
            printf '%s\t%s\n' \
                ':-' 'the upload\'s id'
        case 'rpt defs params' 'defs params'
            printf '%s\t%s\n' \
                '--with=' 'the value of a parameter that PARAM depends on' \
                ':@rpt/defs' 'the definition\'s GUID, or its exact name' \
                ':-' 'the parameter\'s InternalName'
        case 'rpt sched' 'sched'
            printf '%s\t%s\n' \
                'list' 'List schedules' \
                'get' 'Show a schedule' \
                'create' 'Schedule a report' \
                'update' 'Change a schedule' \
                'shift' 'Move all planned runs of a schedule' \
                'skip' 'Leave out one planned run of a schedule' \
                'delete' 'Delete schedules, with their planned runs' \
                '--def=@rpt/defs' 'the definition\'s GUID, or its exact name'
        case 'rpt sched list' 'rpt sched ls' 'sched list' 'sched ls'
            printf '%s\t%s\n' \
                '--def=@rpt/defs' 'the definition\'s GUID, or its exact name'
        case 'rpt sched get' 'rpt sched show' 'sched get' 'sched show'
            printf '%s\t%s\n' \
                '--def=@rpt/defs' 'its definition, which saves the search for it' \
                ':@rpt/schedules' 'the schedule\'s id'
        case 'rpt sched create' 'sched create'
            printf '%s\t%s\n' \
                '--def=@rpt/defs' 'the definition\'s GUID, or its exact name' \
                '--file=@file' 'the schedule as YAML or JSON; - is stdin' \
                '-f=@file' 'the schedule as YAML or JSON; - is stdin' \
                '--name=' 'its name, and its reports\' (default: the definition\'s)' \
                '--description=' 'its description' \
                '--comments=' 'its comments' \
                '--format=pdf,csv' 'what its reports are' \
                '--param=' 'a parameter\'s value; rptctl defs params DEF lists them' \
                '--collect' 'collect the data anew before the report is made' \
                '--email-to=' 'send the report to this address' \
                '--email-cc=' 'and a copy to this one' \
                '--email-subject=' 'the mail\'s subject' \
                '--email-message=' 'the mail\'s text' \
                '--no-email' 'send no mail, whatever the definition says' \
                '--start=' 'the first run' \
                '--every=' 'repeat it, as in 1week; none runs once' \
                '--end=' 'the last moment for a run'
        case 'rpt sched update' 'sched update'
            printf '%s\t%s\n' \
                '--def=@rpt/defs' 'its definition, which saves the search for it' \
                '--file=@file' 'the schedule as YAML or JSON; - is stdin' \
                '-f=@file' 'the schedule as YAML or JSON; - is stdin' \
                '--name=' 'its name, and its reports\' (default: the definition\'s)' \
                '--description=' 'its description' \
                '--comments=' 'its comments' \
                '--format=pdf,csv' 'what its reports are' \
                '--param=' 'a parameter\'s value; rptctl defs params DEF lists them' \
                '--collect' 'collect the data anew before the report is made' \
                '--email-to=' 'send the report to this address' \
                '--email-cc=' 'and a copy to this one' \
                '--email-subject=' 'the mail\'s subject' \
                '--email-message=' 'the mail\'s text' \
                '--no-email' 'send no mail, whatever the definition says' \
                '--start=' 'the first run' \
                '--every=' 'repeat it, as in 1week; none runs once' \
                '--end=' 'the last moment for a run' \
                ':@rpt/schedules' 'the schedule\'s id'
        case 'rpt sched shift' 'sched shift'
            printf '%s\t%s\n' \
                '--run=' 'one of its planned runs' \
                '--by=' 'how far, back with a minus' \
                '--def=@rpt/defs' 'its definition, which saves the search for it' \
                ':@rpt/schedules' 'the schedule\'s id'
        case 'rpt sched skip' 'sched skip'
            printf '%s\t%s\n' \
                '--run=' 'the planned run to leave out' \
                '--def=@rpt/defs' 'its definition, which saves the search for it' \
                ':@rpt/schedules' 'the schedule\'s id'
        case 'rpt sched delete' 'rpt sched rm' 'sched delete' 'sched rm'
            printf '%s\t%s\n' \
                '--def=@rpt/defs' 'its definition, which saves the search for it' \
                ':@rpt/schedules...' 'the schedules\' ids'
        case 'rpt reports' 'reports'
            printf '%s\t%s\n' \
                'list' 'List reports' \
                'get' 'Show a report' \
                'wait' 'Wait until reports are made' \
                'download' 'Save the files of reports' \
                'delete' 'Delete reports' \
                '--state=all,unfinished,finished,success,failed' 'those in this state (default all)' \
                '--name=' 'reports whose name contains this' \
                '--description=' 'reports whose description contains this' \
                '--creator=' 'reports whose creator\'s name contains this' \
                '--tag=' 'reports with this tag' \
                '--match=all,any' 'whether all conditions must hold, or any (default all)' \
                '--from=' 'reports that ran then or later' \
                '--to=' 'reports that ran then or earlier' \
                '--sort-by=name,date,description' 'what to sort by (default name)' \
                '--desc' 'sort downwards'
        case 'rpt reports list' 'rpt reports ls' 'reports list' 'reports ls'
            printf '%s\t%s\n' \
                '--state=all,unfinished,finished,success,failed' 'those in this state (default all)' \
                '--name=' 'reports whose name contains this' \
                '--description=' 'reports whose description contains this' \
                '--creator=' 'reports whose creator\'s name contains this' \
                '--tag=' 'reports with this tag' \
                '--match=all,any' 'whether all conditions must hold, or any (default all)' \
                '--from=' 'reports that ran then or later' \
                '--to=' 'reports that ran then or earlier' \
                '--sort-by=name,date,description' 'what to sort by (default name)' \
                '--desc' 'sort downwards'
        case 'rpt reports get' 'rpt reports show' 'reports get' 'reports show'
            printf '%s\t%s\n' \
                ':@rpt/reports' 'the report\'s id'
        case 'rpt reports wait' 'reports wait'
            printf '%s\t%s\n' \
                '--interval=' 'ask this often instead of after 1s, then less and less often up to every 15s' \
                '--wait-timeout=' 'give up waiting after this long (exit 124)' \
                ':@rpt/reports...' 'the reports\' ids'
        case 'rpt reports download' 'reports download'
            printf '%s\t%s\n' \
                '--output-file=@file' 'where to save it; - is stdout' \
                '-O=@file' 'where to save it; - is stdout' \
                '--dir=@directory' 'the directory to save in (default: the current one)' \
                '--overwrite' 'replace files that are there already' \
                ':@rpt/reports...' 'the reports\' ids'
        case 'rpt reports delete' 'rpt reports rm' 'reports delete' 'reports rm'
            printf '%s\t%s\n' \
                ':@rpt/reports...' 'the reports\' ids'
        case 'rpt run'
            printf '%s\t%s\n' \
                '--file=@file' 'the schedule as YAML or JSON; - is stdin' \
                '-f=@file' 'the schedule as YAML or JSON; - is stdin' \
                '--name=' 'its name, and its reports\' (default: the definition\'s)' \
                '--description=' 'its description' \
                '--comments=' 'its comments' \
                '--format=pdf,csv' 'what its reports are' \
                '--param=' 'a parameter\'s value; rptctl defs params DEF lists them' \
                '--collect' 'collect the data anew before the report is made' \
                '--email-to=' 'send the report to this address' \
                '--email-cc=' 'and a copy to this one' \
                '--email-subject=' 'the mail\'s subject' \
                '--email-message=' 'the mail\'s text' \
                '--no-email' 'send no mail, whatever the definition says' \
                '--wait' 'wait until the report is made' \
                '--download=@directory' 'wait, and save the report in this directory' \
                '--overwrite' 'replace a file that is there already' \
                '--run-key=' 'a name for this run, which is then started once only' \
                '--interval=' 'ask this often instead of after 1s, then less and less often up to every 15s' \
                '--wait-timeout=' 'give up waiting after this long (exit 124)' \
                ':@rpt/defs' 'the definition\'s GUID, or its exact name'
        case 'rpt calendar'
            printf '%s\t%s\n' \
                '--from=' 'runs at this time or later' \
                '--to=' 'runs at this time or earlier' \
                '--next=' 'the next N runs' \
                '--output=table,json,ndjson,csv,yaml,id,ics' 'the form of the result: table, json, ndjson, csv, yaml, id' \
                '-o=table,json,ndjson,csv,yaml,id,ics' 'the form of the result: table, json, ndjson, csv, yaml, id'
        case 'rpt users'
            printf '%s\t%s\n' \
                'list' 'List the users that reports can be about' \
                'get' 'Show one of the users that reports can be about' \
                '--filter=' 'the server\'s own filter, as in FirstName LIKE a% OR LastName LIKE a%'
        case 'rpt users list' 'rpt users ls'
            printf '%s\t%s\n' \
                '--filter=' 'the server\'s own filter, as in FirstName LIKE a% OR LastName LIKE a%'
        case 'rpt users get' 'rpt users show'
            printf '%s\t%s\n' \
                ':@rpt/users' 'its ID, as the list has it'
        case 'rpt roles'
            printf '%s\t%s\n' \
                'list' 'List the roles that reports can be about' \
                'get' 'Show one of the roles that reports can be about' \
                '--filter=' 'the server\'s own filter, as in DisplayName LIKE a%'
        case 'rpt roles list' 'rpt roles ls' 'rpt resources list' 'rpt resources ls' 'rpt entitlements list' 'rpt entitlements ls' 'rpt teams list' 'rpt teams ls'
            printf '%s\t%s\n' \
                '--filter=' 'the server\'s own filter, as in DisplayName LIKE a%'
        case 'rpt roles get' 'rpt roles show'
            printf '%s\t%s\n' \
                ':@rpt/roles' 'its ID, as the list has it'
        case 'rpt resources'
            printf '%s\t%s\n' \
                'list' 'List the resources that reports can be about' \
                'get' 'Show one of the resources that reports can be about' \
                '--filter=' 'the server\'s own filter, as in DisplayName LIKE a%'
        case 'rpt resources get' 'rpt resources show'
            printf '%s\t%s\n' \
                ':@rpt/resources' 'its ID, as the list has it'
        case 'rpt entitlements'
            printf '%s\t%s\n' \
                'list' 'List the entitlements that reports can be about' \
                'get' 'Show one of the entitlements that reports can be about' \
                '--filter=' 'the server\'s own filter, as in DisplayName LIKE a%'
        case 'rpt entitlements get' 'rpt entitlements show'
            printf '%s\t%s\n' \
                ':@rpt/entitlements' 'its ID, as the list has it'
        case 'rpt teams'
            printf '%s\t%s\n' \
                'list' 'List the teams that reports can be about' \
                'get' 'Show one of the teams that reports can be about' \
                '--filter=' 'the server\'s own filter, as in DisplayName LIKE a%'
        case 'rpt teams get' 'rpt teams show'
            printf '%s\t%s\n' \
                ':@rpt/teams' 'its ID, as the list has it'
        case 'rpt collectors'
            printf '%s\t%s\n' \
                'list' 'List the systems that data is collected from' \
                'config' 'Show the configuration of a data collector'
        case 'rpt collectors list' 'rpt collectors ls' 'rpt whoami' 'rpt buildinfo' 'pipeline list' 'pipeline ls' 'pipeline tools list' 'pipeline tools ls' 'context list' 'context ls' 'config list' 'config ls' 'config path' 'version'
        case 'rpt collectors config'
            printf '%s\t%s\n' \
                ':@rpt/collectors' 'the collector\'s ID'
        case 'rpt conf'
            printf '%s\t%s\n' \
                'get' 'Show the reporting server\'s configuration' \
                'set' 'Change the reporting server\'s configuration'
        case 'rpt conf get' 'rpt conf show'
            printf '%s\t%s\n' \
                '--show-secrets' 'show the password of the mail server'
        case 'rpt conf set'
            printf '%s\t%s\n' \
                ':-...' 'what to set; keys as conf get has them, in any case'
        case 'rpt locales'
            printf '%s\t%s\n' \
                '--default' 'show the one that it speaks unless told'
        case 'registries'
            printf '%s\t%s\n' \
                'list' 'List report registries' \
                'get' 'Show one report registry' \
                'delete' 'Delete report registries' \
                'wait' 'Wait until report registries are made' \
                '--status=' 'registries with this creation_status' \
                '--id=@registries/registries' 'these registries' \
                '--schedule=' 'registries of these schedules' \
                '--by=' 'registries that this user scheduled' \
                '--type=' 'registries of this type' \
                '--page-size=' 'registries a request (default 500)'
        case 'registries list' 'registries ls'
            printf '%s\t%s\n' \
                '--status=' 'registries with this creation_status' \
                '--id=@registries/registries' 'these registries' \
                '--schedule=' 'registries of these schedules' \
                '--by=' 'registries that this user scheduled' \
                '--type=' 'registries of this type' \
                '--page-size=' 'registries a request (default 500)'
        case 'registries get' 'registries show'
            printf '%s\t%s\n' \
                ':@registries/registries' 'the registry\'s id'
        case 'registries delete' 'registries rm'
            printf '%s\t%s\n' \
                ':@registries/registries...' 'the registries\' ids'
        case 'registries wait'
            printf '%s\t%s\n' \
                '--interval=' 'ask this often instead of after 1s, then less and less often up to every 15s' \
                '--wait-timeout=' 'give up waiting after this long (exit 124)' \
                ':@registries/registries...' 'the registries\' ids'
        case 'pipeline'
            printf '%s\t%s\n' \
                'list' 'List pipelines' \
                'get' 'Show one pipeline, with all its data' \
                'run' 'Run a pipeline' \
                'status' 'Show how a run of a pipeline stands' \
                'logs' 'Show the activity log of a pipeline' \
                'stop' 'Stop a pipeline that runs' \
                'reset' 'Reset a pipeline to its beginning' \
                'tools' 'The tool registry' \
                'audit' 'What users did, and what access tokens were used for'
        case 'pipeline get' 'pipeline show' 'pipeline reset' 'check pipeline'
            printf '%s\t%s\n' \
                ':@pipeline/pipelines' 'the pipeline\'s id'
        case 'pipeline run'
            printf '%s\t%s\n' \
                '--wait' 'wait for its end' \
                '--follow' 'print its log as it comes, until its end' \
                '--interval=' 'ask this often instead of after 1s, then less and less often up to every 15s' \
                '--wait-timeout=' 'give up waiting after this long (exit 124)' \
                ':@pipeline/pipelines' 'the pipeline\'s id'
        case 'pipeline status'
            printf '%s\t%s\n' \
                '--run=' 'this run (default: the latest)' \
                ':@pipeline/pipelines' 'the pipeline\'s id'
        case 'pipeline logs'
            printf '%s\t%s\n' \
                '--run=' 'of this run (default: of all runs; with --follow, of the latest)' \
                '--console' 'only what the steps printed' \
                '--follow' 'wait for more until the run ends' \
                '--interval=' 'ask this often instead of after 1s, then less and less often up to every 15s' \
                '--wait-timeout=' 'give up waiting after this long (exit 124)' \
                ':@pipeline/pipelines' 'the pipeline\'s id'
        case 'pipeline stop'
            printf '%s\t%s\n' \
                '--wait' 'wait until it runs no longer' \
                '--interval=' 'ask this often instead of after 1s, then less and less often up to every 15s' \
                '--wait-timeout=' 'give up waiting after this long (exit 124)' \
                ':@pipeline/pipelines' 'the pipeline\'s id'
        case 'pipeline tools'
            printf '%s\t%s\n' \
                'list' 'List the tools of the registry' \
                'get' 'Show one tool, with all its data' \
                'update' 'Change a tool'
        case 'pipeline tools get' 'pipeline tools show'
            printf '%s\t%s\n' \
                ':@pipeline/tools' 'the tool\'s id'
        case 'pipeline tools update'
            printf '%s\t%s\n' \
                '--file=@file' 'members to change, as JSON or YAML; - is stdin' \
                '-f=@file' 'members to change, as JSON or YAML; - is stdin' \
                '--set=' 'set a member: true, false, null and whole numbers are typed, all else is text' \
                '--set-string=' 'set a member to text' \
                ':@pipeline/tools' 'the tool\'s id'
        case 'pipeline audit'
            printf '%s\t%s\n' \
                'actions' 'List what users did' \
                'tokens' 'List what access tokens were used for'
        case 'pipeline audit actions'
            printf '%s\t%s\n' \
                '--date=' 'of this day' \
                '--type=' 'of this type, as the type column has it' \
                '--count=' 'no more than so many'
        case 'pipeline audit tokens'
            printf '%s\t%s\n' \
                '--date=' 'of this day' \
                '--scope=' 'of tokens of this scope, as the scope column has it' \
                '--count=' 'no more than so many'
        case 'inventory'
            printf '%s\t%s\n' \
                'list' 'List what Shinken monitors: hosts, clusters and their checks' \
                '--flat' 'an element a row (the default)' \
                '--tree' 'a host or cluster a row, with its checks; as a table: drawn as a tree' \
                '--filter=' 'only elements that match; several must all match' \
                '--sort=' 'sort on the server' \
                '--stats' 'how many elements there are, instead of the elements' \
                '--output=table,json,ndjson,csv,yaml,id,ansible,file-sd' 'the form of the result: table, json, ndjson, csv, yaml, id' \
                '-o=table,json,ndjson,csv,yaml,id,ansible,file-sd' 'the form of the result: table, json, ndjson, csv, yaml, id'
        case 'inventory list' 'inventory ls'
            printf '%s\t%s\n' \
                '--flat' 'an element a row (the default)' \
                '--tree' 'a host or cluster a row, with its checks; as a table: drawn as a tree' \
                '--filter=' 'only elements that match; several must all match' \
                '--sort=' 'sort on the server' \
                '--stats' 'how many elements there are, instead of the elements' \
                '--output=table,json,ndjson,csv,yaml,id,ansible,file-sd' 'the form of the result: table, json, ndjson, csv, yaml, id' \
                '-o=table,json,ndjson,csv,yaml,id,ansible,file-sd' 'the form of the result: table, json, ndjson, csv, yaml, id'
        case 'scope'
            printf '%s\t%s\n' \
                'list' 'List scopes' \
                'get' 'Show one scope' \
                'create' 'Create a scope' \
                'update' 'Change a scope\'s fields' \
                'enable' 'Rate a scope from now on' \
                'disable' 'Stop rating a scope' \
                'reset' 'Rate scopes again from a given time on' \
                '--id=@scope/scopes' 'these scopes' \
                '--key=' 'scopes with this scope key' \
                '--collector=' 'scopes of this collector' \
                '--fetcher=' 'scopes of this fetcher' \
                '--active' 'scopes that are rated' \
                '--inactive' 'scopes that are not rated' \
                '--page-size=' 'scopes a request (default 1000)'
        case 'scope list' 'scope ls'
            printf '%s\t%s\n' \
                '--id=@scope/scopes' 'these scopes' \
                '--key=' 'scopes with this scope key' \
                '--collector=' 'scopes of this collector' \
                '--fetcher=' 'scopes of this fetcher' \
                '--active' 'scopes that are rated' \
                '--inactive' 'scopes that are not rated' \
                '--page-size=' 'scopes a request (default 1000)'
        case 'scope get' 'scope show' 'scope enable' 'scope disable'
            printf '%s\t%s\n' \
                ':@scope/scopes' 'the scope\'s id'
        case 'scope create'
            printf '%s\t%s\n' \
                '--key=' 'its scope key' \
                '--collector=' 'its collector' \
                '--fetcher=' 'its fetcher' \
                '--inactive' 'do not rate it' \
                ':-' 'the new scope\'s id'
        case 'scope update'
            printf '%s\t%s\n' \
                '--key=' 'its new scope key' \
                '--collector=' 'its new collector' \
                '--fetcher=' 'its new fetcher' \
                '--active' 'rate it' \
                '--inactive' 'do not rate it' \
                ':@scope/scopes' 'the scope\'s id'
        case 'scope reset'
            printf '%s\t%s\n' \
                '--to=' 'the time to go back to' \
                '--all-scopes' 'all active scopes' \
                '--key=' 'of them, those with this scope key' \
                '--collector=' 'of them, those of this collector' \
                '--fetcher=' 'of them, those of this fetcher' \
                ':@scope/scopes...' 'the scopes\' ids'
        case 'setup'
            printf '%s\t%s\n' \
                ':rpt,registries,pipeline,inventory,scope' 'the system to connect'
        case 'context'
            printf '%s\t%s\n' \
                'list' 'List the contexts' \
                'use' 'Make a context the current one' \
                'show' 'Show what a context says' \
                'set' 'Set values of a context, and make it where it is not there' \
                'rename' 'Rename a context' \
                'delete' 'Delete a context, with its stored sign-ins'
        case 'context use' 'context delete' 'context rm'
            printf '%s\t%s\n' \
                ':@context' 'the context'
        case 'context show'
            printf '%s\t%s\n' \
                ':@context' 'the context; without it the one in use'
        case 'context set'
            printf '%s\t%s\n' \
                ':@context' 'the context' \
                ':-...' 'what to set'
        case 'context rename'
            printf '%s\t%s\n' \
                ':@context' 'the context' \
                ':-' 'its new name'
        case 'config'
            printf '%s\t%s\n' \
                'list' 'List the settings, with their values in config.yaml' \
                'get' 'Print a setting' \
                'set' 'Set a setting in config.yaml' \
                'unset' 'Remove a setting from config.yaml, so that its default holds' \
                'path' 'Print the path of config.yaml, whether it is there or not'
        case 'config get' 'config show' 'config unset'
            printf '%s\t%s\n' \
                ':output,color,lang,timezone,timeout,retries,deadline,pager' 'the setting'
        case 'config set'
            printf '%s\t%s\n' \
                ':output,color,lang,timezone,timeout,retries,deadline,pager' 'the setting' \
                ':-' 'its value'
        case 'auth'
            printf '%s\t%s\n' \
                'login' 'Sign in and keep the credential' \
                'logout' 'End the session and forget the credential' \
                'status' 'Show who is signed in where' \
                'token' 'Print the token that requests carry'
        case 'auth login'
            printf '%s\t%s\n' \
                '--username=' 'the user name (default: the context\'s)' \
                '--with-token' 'give a token instead of a password' \
                ':rpt,registries,pipeline,inventory,scope' 'what to sign in to'
        case 'auth logout'
            printf '%s\t%s\n' \
                ':rpt,registries,pipeline,inventory,scope' 'what to sign out of'
        case 'auth status' 'doctor'
            printf '%s\t%s\n' \
                ':rpt,registries,pipeline,inventory,scope' 'only this one'
        case 'auth token'
            printf '%s\t%s\n' \
                '--force' 'print it on a terminal too' \
                ':rpt,registries,pipeline,inventory,scope' 'whose token'
        case 'api'
            printf '%s\t%s\n' \
                '--field=' 'the query of a GET, else a member of the JSON body' \
                '-F=' 'the query of a GET, else a member of the JSON body' \
                '--header=' 'a request header' \
                '-H=' 'a request header' \
                '--input=@file' 'the body, from a file or - for stdin' \
                '--paginate' 'fetch all pages, and print their rows as one list' \
                '--include' 'print the status line and the headers before the body' \
                '-i' 'print the status line and the headers before the body' \
                ':rpt,registries,pipeline,inventory,scope' 'whose API' \
                ':-...' 'GET unless said'
        case 'status'
            printf '%s\t%s\n' \
                '--since=' 'reports that failed since (default: yesterday)' \
                '--late=' 'scopes further behind than this (default 4h)' \
                '--next=' 'how many of the next planned runs (default 5)' \
                '--most=' 'how many of a kind, the rest being counted (default 10)'
        case 'check'
            printf '%s\t%s\n' \
                'report' 'Check that a report is made, and not too long ago' \
                'schedule-missed' 'Check that no planned run of a report was missed' \
                'pipeline' 'Check how the latest run of a pipeline went' \
                'scope-lag' 'Check how far the rating of scopes is behind' \
                'registries' 'Check how many report registries failed'
        case 'check report'
            printf '%s\t%s\n' \
                '--name=' 'the exact DisplayName of the report' \
                '--max-age=' 'older is critical (default 26h)' \
                '--warn-age=' 'older is a warning (default: as --max-age)'
        case 'check schedule-missed'
            printf '%s\t%s\n' \
                '--grace=' 'how late a run may begin (default 15m)' \
                '--within=' 'how far to look back (default 7d)'
        case 'check scope-lag'
            printf '%s\t%s\n' \
                '--warn=' 'a scope that is further behind is a warning (default 4h)' \
                '--crit=' 'and critical (default 8h, or twice --warn)' \
                '--id=@scope/scopes' 'these scopes' \
                '--key=' 'scopes with this scope key' \
                '--collector=' 'scopes of this collector' \
                '--fetcher=' 'scopes of this fetcher'
        case 'check registries'
            printf '%s\t%s\n' \
                '--max-failed=' 'more failed ones are critical (default 0)' \
                '--since=' 'only those made since (default: all that there are)'
        case 'sandbox'
            printf '%s\t%s\n' \
                'start' 'Start the sandbox: the systems\' documented behaviour on this machine' \
                'stop' 'Stop the sandbox; its state stays' \
                'status' 'Show whether and where the sandbox runs' \
                'reset' 'Give the sandbox its first state again' \
                'exec' 'Run a command against a sandbox of its own' \
                'advance' 'Let the sandbox\'s time pass' \
                'fault' 'Let requests to the sandbox go wrong'
        case 'sandbox start'
            printf '%s\t%s\n' \
                '--port=' 'listen here (default: a free port)' \
                '--state=@directory' 'where it keeps its state (default: ~/.local/state/rptctl/sandbox)' \
                '--clock=' 'the sandbox\'s time at its start (default: now)' \
                '--cloudkitty-version=17,22,25' 'which CloudKitty to be like (default 25)' \
                '--scopes=' 'how many scopes a new state has'
        case 'sandbox stop'
            printf '%s\t%s\n' \
                '--state=@directory' 'the state of the one to stop'
        case 'sandbox status'
            printf '%s\t%s\n' \
                '--state=@directory' 'the state of the one to look for'
        case 'sandbox reset'
            printf '%s\t%s\n' \
                '--state=@directory' 'the state of the one to reset'
        case 'sandbox exec'
            printf '%s\t%s\n' \
                '--port=' 'listen here (default: a free port)' \
                '--state=@directory' 'keep the state in this directory' \
                '--clock=' 'the sandbox\'s time at its start (default: now)' \
                '--cloudkitty-version=17,22,25' 'which CloudKitty to be like (default 25)' \
                '--scopes=' 'how many scopes a new state has' \
                ':-...' 'the program and its arguments'
        case 'sandbox advance'
            printf '%s\t%s\n' \
                '--state=@directory' 'the state of the one to steer' \
                ':-' 'how long'
        case 'sandbox fault'
            printf '%s\t%s\n' \
                '--status=' 'answer this status' \
                '--retry-after=' 'with this Retry-After header' \
                '--delay=' 'wait first' \
                '--reset' 'break the connection off' \
                '--truncate=' 'cut the answer after N bytes of its body' \
                '--times=' 'so often, then no more' \
                '--clear' 'take all faults away' \
                '--state=@directory' 'the state of the one to steer' \
                ':-' 'which requests'
        case 'sandbox serve'
            printf '%s\t%s\n' \
                '--port=' 'listen here (default: a free port)' \
                '--state=@directory' 'where it keeps its state' \
                '--clock=' 'the sandbox\'s time at its start (default: now)' \
                '--cloudkitty-version=17,22,25' 'which CloudKitty to be like (default 25)' \
                '--scopes=' 'how many scopes a new state has'
        case 'completion'
            printf '%s\t%s\n' \
                ':bash,zsh,fish,powershell' 'bash, zsh, fish or powershell'
        case 'help'
            printf '%s\t%s\n' \
                '--json' 'the commands as data: -o json' \
                ':rpt,defs,sched,reports,registries,pipeline,inventory,scope,setup,context,config,auth,api,status,check,doctor,sandbox,completion,help,version,flags,exit-codes,environment,formatting,time,credentials,cron,ci' 'the first word of a command, or a topic' \
                ':-...' 'the other words of the command'
        case '*'
            return 1
    end
end

function __rptctl_globals
    printf '%s\t%s\n' \
        '--output=table,json,ndjson,csv,yaml,id' 'the form of the result: table, json, ndjson, csv, yaml, id' \
        '-o=table,json,ndjson,csv,yaml,id' 'the form of the result: table, json, ndjson, csv, yaml, id' \
        '--columns=' 'the columns of table and csv, in this order; dotted paths reach nested fields' \
        '--sort-by-column=' 'sort table and csv by this column, once all rows came' \
        '--no-headers' 'no header line in table and csv' \
        '--csv-raw' 'csv cells exactly as they are, even where a spreadsheet would run them as a formula' \
        '--jq=' 'what -o json piped into jq -r would print' \
        '--limit=' 'stop after N items, before --sort-by-column; no further page is asked for' \
        '--context=@context' 'use this context for this call; a read takes several: a,b or \'*\'' \
        '--timeout=' 'how long one request may take (default 30s)' \
        '--retries=' 'extra tries where they are safe (default 3, 0 is off)' \
        '--deadline=' 'how long the whole command may take' \
        '--ca-file=@file' 'trust the certificates in this file, and no others' \
        '--cert=@file' 'client certificate (PEM)' \
        '--key=@file' 'the client certificate\'s key (PEM)' \
        '--insecure' 'do not check the server\'s certificate; warns each time' \
        '--lang=' 'language of the server\'s texts, sent as Accept-Language' \
        '--timezone=' 'zone of times typed without one and of times in tables (default: the machine\'s)' \
        '--yes' 'do not ask' \
        '-y' 'do not ask' \
        '--dry-run' 'print the request that would change something, and send nothing' \
        '--quiet' 'no notes' \
        '-q' 'no notes' \
        '--verbose' 'say what happens' \
        '-v' 'say what happens' \
        '--debug' 'trace HTTP on stderr, secrets masked' \
        '--color=auto,always,never' 'colours in tables and notes' \
        '--no-progress' 'no progress display' \
        '--no-input' 'never ask, even on a terminal' \
        '--metrics-file=@file' 'write how the run went to F, for Prometheus\'s textfile collector' \
        '--lock=' 'end at once (exit 75) where another run on this machine holds the lock NAME' \
        '--help' 'show help' \
        '-h' 'show help'
end

# The WHAT of a flag; fails for a switch and for what is not known.
function __rptctl_takes --argument-names flag
    for line in $argv[2..]
        set -l token (string split -m 1 \t -- $line)[1]
        if string match -q -- "$flag=*" $token
            string replace -- "$flag=" '' $token
            return 0
        end
    end
    return 1
end

# Offers what WHAT stands for, after what of the word is already typed.
function __rptctl_values --argument-names what before typed summary
    switch $what
        case @file
            printf "$before%s\n" (__fish_complete_path $typed)
        case @directory
            printf "$before%s\n" (__fish_complete_directories $typed)
        case '@*'
            # Contexts, and ids that recent commands saw, with their names: rptctl looks at its files.
            set -l answers (rptctl __complete (string sub -s 2 -- $what) --typed="$typed" (commandline -opc) 2>/dev/null </dev/null)
            test (count $answers) -gt 0; and printf "$before%s\n" $answers
        case '' -
        case '*'
            printf "$before%s\t$summary\n" (string split , -- $what)
    end
end

function __rptctl_complete
    set -l typed (commandline -ct)
    set -l place ''
    set -l here (__rptctl_place '')
    set -l globals (__rptctl_globals)
    set -l known 0
    set -l waiting
    set -l ended 0
    set -l count 1

    for word in (commandline -opc)[2..]
        if test $known = 1
            set known 0
        else if test $ended = 1
            set count (math $count + 1)
        else
            switch $word
                case --
                    set ended 1
                case '--*=*'
                case '--*'
                    set waiting (__rptctl_takes $word $here $globals); and set known 1
                case '-?*'
                    set -l letters (string split '' -- (string sub -s 2 -- $word))
                    for i in (seq (count $letters))
                        if set waiting (__rptctl_takes -$letters[$i] $here $globals)
                            test $i = (count $letters); and set known 1
                            break
                        end
                    end
                case '*'
                    if string match -qr '^[^-:]' -- $here
                        set -l next (string trim -- "$place $word")
                        set -l there (__rptctl_place $next)
                        and set place $next
                        and set here $there
                    else
                        set count (math $count + 1)
                    end
            end
        end
    end

    if test $known = 1
        __rptctl_values "$waiting" '' $typed
    else if test $ended = 0; and string match -q -- '--*=*' $typed
        set -l parts (string split -m 1 = -- $typed)
        set waiting (__rptctl_takes $parts[1] $here $globals); and __rptctl_values "$waiting" "$parts[1]=" $parts[2]
    else if test $ended = 0; and string match -q -- '-*' $typed
        string replace -r '^([^=\t]*)=[^\t]*' '$1' -- (string match -- '-*' $here $globals)
    else if test $ended = 0; and string match -qr '^[^-:]' -- $here
        string match -r '^[^-:].*' -- $here
    else
        set -l operands (string match -- ':*' $here)
        if test $count -gt (count $operands); and string match -q -- '*...'\t'*' "$operands[-1]"
            set count (count $operands)
        end
        if set -q operands[$count]
            set -l parts (string split -m 1 \t -- $operands[$count])
            __rptctl_values (string replace -r '^:(.*?)(\.\.\.)?$' '$1' -- $parts[1]) '' $typed $parts[2]
        end
    end
end

complete -c rptctl -k -f -a '(__rptctl_complete)'
