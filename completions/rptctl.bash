# rptctl completion for bash 3.2 and later, with or without the bash-completion package.
# Load it from ~/.bashrc:  source <(rptctl completion bash)
# or keep it:  rptctl completion bash >~/.local/share/bash-completion/completions/rptctl
#
# Generated from the command tree by scripts/generate.mjs: do not edit.

# What may follow a command: words, flags (--flag=WHAT takes a value) and operands. WHAT is words with commas between
# them, @file, @directory, or @ and what rptctl itself is asked for; where nothing is known it is empty, or - for an operand.
_rptctl_place() {
  words='' flags='' operands=''
  case $1 in
    '') words='rpt defs sched reports registries pipeline inventory scope setup context config auth api status check doctor sandbox completion help version' flags='--version' ;;
    'rpt') words='defs sched reports run calendar users roles resources entitlements teams collectors conf locales whoami buildinfo' ;;
    'rpt defs'|'defs') words='list get copy update delete export import import-status import-cancel params' flags='--name= --description= --category= --tag= --match=all,any --sort-by=name,description,tags --desc' ;;
    'rpt defs list'|'rpt defs ls'|'defs list'|'defs ls') flags='--name= --description= --category= --tag= --match=all,any --sort-by=name,description,tags --desc' ;;
    'rpt defs get'|'rpt defs show'|'rpt defs copy'|'defs get'|'defs show'|'defs copy') operands='@rpt/defs' ;;
    'rpt defs update'|'defs update') flags='--file=@file -f=@file --set= --set-string= --name= --format=pdf,csv --if-match= --force' operands='@rpt/defs' ;;
    'rpt defs delete'|'rpt defs rm'|'defs delete'|'defs rm') operands='@rpt/defs...' ;;
    'rpt defs export'|'defs export') flags='--output-file=@file -O=@file --dir=@directory --overwrite' operands='@rpt/defs...' ;;
    'rpt defs import'|'defs import') flags='--overwrite --upload-id=' operands='@file...' ;;
    'rpt defs import-status'|'rpt defs import-cancel'|'defs import-status'|'defs import-cancel') operands='-' ;;
    'rpt defs params'|'defs params') flags='--with=' operands='@rpt/defs -' ;;
    'rpt sched'|'sched') words='list get create update shift skip delete' flags='--def=@rpt/defs' ;;
    'rpt sched list'|'rpt sched ls'|'sched list'|'sched ls') flags='--def=@rpt/defs' ;;
    'rpt sched get'|'rpt sched show'|'sched get'|'sched show') flags='--def=@rpt/defs' operands='@rpt/schedules' ;;
    'rpt sched create'|'sched create') flags='--def=@rpt/defs --file=@file -f=@file --name= --description= --comments= --format=pdf,csv --param= --collect --email-to= --email-cc= --email-subject= --email-message= --no-email --start= --every= --end=' ;;
    'rpt sched update'|'sched update') flags='--def=@rpt/defs --file=@file -f=@file --name= --description= --comments= --format=pdf,csv --param= --collect --email-to= --email-cc= --email-subject= --email-message= --no-email --start= --every= --end=' operands='@rpt/schedules' ;;
    'rpt sched shift'|'sched shift') flags='--run= --by= --def=@rpt/defs' operands='@rpt/schedules' ;;
    'rpt sched skip'|'sched skip') flags='--run= --def=@rpt/defs' operands='@rpt/schedules' ;;
    'rpt sched delete'|'rpt sched rm'|'sched delete'|'sched rm') flags='--def=@rpt/defs' operands='@rpt/schedules...' ;;
    'rpt reports'|'reports') words='list get wait download delete' flags='--state=all,unfinished,finished,success,failed --name= --description= --creator= --tag= --match=all,any --from= --to= --sort-by=name,date,description --desc' ;;
    'rpt reports list'|'rpt reports ls'|'reports list'|'reports ls') flags='--state=all,unfinished,finished,success,failed --name= --description= --creator= --tag= --match=all,any --from= --to= --sort-by=name,date,description --desc' ;;
    'rpt reports get'|'rpt reports show'|'reports get'|'reports show') operands='@rpt/reports' ;;
    'rpt reports wait'|'reports wait') flags='--interval= --wait-timeout=' operands='@rpt/reports...' ;;
    'rpt reports download'|'reports download') flags='--output-file=@file -O=@file --dir=@directory --overwrite' operands='@rpt/reports...' ;;
    'rpt reports delete'|'rpt reports rm'|'reports delete'|'reports rm') operands='@rpt/reports...' ;;
    'rpt run') flags='--file=@file -f=@file --name= --description= --comments= --format=pdf,csv --param= --collect --email-to= --email-cc= --email-subject= --email-message= --no-email --wait --download=@directory --overwrite --run-key= --interval= --wait-timeout=' operands='@rpt/defs' ;;
    'rpt calendar') flags='--from= --to= --next= --output=table,json,ndjson,csv,yaml,id,ics -o=table,json,ndjson,csv,yaml,id,ics' ;;
    'rpt users'|'rpt roles'|'rpt resources'|'rpt entitlements'|'rpt teams') words='list get' flags='--filter=' ;;
    'rpt users list'|'rpt users ls'|'rpt roles list'|'rpt roles ls'|'rpt resources list'|'rpt resources ls'|'rpt entitlements list'|'rpt entitlements ls'|'rpt teams list'|'rpt teams ls') flags='--filter=' ;;
    'rpt users get'|'rpt users show') operands='@rpt/users' ;;
    'rpt roles get'|'rpt roles show') operands='@rpt/roles' ;;
    'rpt resources get'|'rpt resources show') operands='@rpt/resources' ;;
    'rpt entitlements get'|'rpt entitlements show') operands='@rpt/entitlements' ;;
    'rpt teams get'|'rpt teams show') operands='@rpt/teams' ;;
    'rpt collectors') words='list config' ;;
    'rpt collectors list'|'rpt collectors ls'|'rpt whoami'|'rpt buildinfo'|'pipeline list'|'pipeline ls'|'pipeline tools list'|'pipeline tools ls'|'context list'|'context ls'|'config list'|'config ls'|'config path'|'version') : ;;
    'rpt collectors config') operands='@rpt/collectors' ;;
    'rpt conf') words='get set' ;;
    'rpt conf get'|'rpt conf show') flags='--show-secrets' ;;
    'rpt conf set') operands='-...' ;;
    'rpt locales') flags='--default' ;;
    'registries') words='list get delete wait' flags='--status= --id=@registries/registries --schedule= --by= --type= --page-size=' ;;
    'registries list'|'registries ls') flags='--status= --id=@registries/registries --schedule= --by= --type= --page-size=' ;;
    'registries get'|'registries show') operands='@registries/registries' ;;
    'registries delete'|'registries rm') operands='@registries/registries...' ;;
    'registries wait') flags='--interval= --wait-timeout=' operands='@registries/registries...' ;;
    'pipeline') words='list get run status logs stop reset tools audit' ;;
    'pipeline get'|'pipeline show'|'pipeline reset'|'check pipeline') operands='@pipeline/pipelines' ;;
    'pipeline run') flags='--wait --follow --interval= --wait-timeout=' operands='@pipeline/pipelines' ;;
    'pipeline status') flags='--run=' operands='@pipeline/pipelines' ;;
    'pipeline logs') flags='--run= --console --follow --interval= --wait-timeout=' operands='@pipeline/pipelines' ;;
    'pipeline stop') flags='--wait --interval= --wait-timeout=' operands='@pipeline/pipelines' ;;
    'pipeline tools') words='list get update' ;;
    'pipeline tools get'|'pipeline tools show') operands='@pipeline/tools' ;;
    'pipeline tools update') flags='--file=@file -f=@file --set= --set-string=' operands='@pipeline/tools' ;;
    'pipeline audit') words='actions tokens' ;;
    'pipeline audit actions') flags='--date= --type= --count=' ;;
    'pipeline audit tokens') flags='--date= --scope= --count=' ;;
    'inventory') words='list' flags='--flat --tree --filter= --sort= --stats --output=table,json,ndjson,csv,yaml,id,ansible,file-sd -o=table,json,ndjson,csv,yaml,id,ansible,file-sd' ;;
    'inventory list'|'inventory ls') flags='--flat --tree --filter= --sort= --stats --output=table,json,ndjson,csv,yaml,id,ansible,file-sd -o=table,json,ndjson,csv,yaml,id,ansible,file-sd' ;;
    'scope') words='list get create update enable disable reset' flags='--id=@scope/scopes --key= --collector= --fetcher= --active --inactive --page-size=' ;;
    'scope list'|'scope ls') flags='--id=@scope/scopes --key= --collector= --fetcher= --active --inactive --page-size=' ;;
    'scope get'|'scope show'|'scope enable'|'scope disable') operands='@scope/scopes' ;;
    'scope create') flags='--key= --collector= --fetcher= --inactive' operands='-' ;;
    'scope update') flags='--key= --collector= --fetcher= --active --inactive' operands='@scope/scopes' ;;
    'scope reset') flags='--to= --all-scopes --key= --collector= --fetcher=' operands='@scope/scopes...' ;;
    'setup'|'auth logout'|'auth status'|'doctor') operands='rpt,registries,pipeline,inventory,scope' ;;
    'context') words='list use show set rename delete' ;;
    'context use'|'context show'|'context delete'|'context rm') operands='@context' ;;
    'context set') operands='@context -...' ;;
    'context rename') operands='@context -' ;;
    'config') words='list get set unset path' ;;
    'config get'|'config show'|'config unset') operands='output,color,lang,timezone,timeout,retries,deadline,pager' ;;
    'config set') operands='output,color,lang,timezone,timeout,retries,deadline,pager -' ;;
    'auth') words='login logout status token' ;;
    'auth login') flags='--username= --with-token' operands='rpt,registries,pipeline,inventory,scope' ;;
    'auth token') flags='--force' operands='rpt,registries,pipeline,inventory,scope' ;;
    'api') flags='--field= -F= --header= -H= --input=@file --paginate --include -i' operands='rpt,registries,pipeline,inventory,scope -...' ;;
    'status') flags='--since= --late= --next= --most=' ;;
    'check') words='report schedule-missed pipeline scope-lag registries' ;;
    'check report') flags='--name= --max-age= --warn-age=' ;;
    'check schedule-missed') flags='--grace= --within=' ;;
    'check scope-lag') flags='--warn= --crit= --id=@scope/scopes --key= --collector= --fetcher=' ;;
    'check registries') flags='--max-failed= --since=' ;;
    'sandbox') words='start stop status reset exec advance fault' ;;
    'sandbox start'|'sandbox serve') flags='--port= --state=@directory --clock= --cloudkitty-version=17,22,25 --scopes=' ;;
    'sandbox stop'|'sandbox status'|'sandbox reset') flags='--state=@directory' ;;
    'sandbox exec') flags='--port= --state=@directory --clock= --cloudkitty-version=17,22,25 --scopes=' operands='-...' ;;
    'sandbox advance') flags='--state=@directory' operands='-' ;;
    'sandbox fault') flags='--status= --retry-after= --delay= --reset --truncate= --times= --clear --state=@directory' operands='-' ;;
    'completion') operands='bash,zsh,fish,powershell' ;;
    'help') flags='--json' operands='rpt,defs,sched,reports,registries,pipeline,inventory,scope,setup,context,config,auth,api,status,check,doctor,sandbox,completion,help,version,flags,exit-codes,environment,formatting,time,credentials,cron,ci -...' ;;
    *) return 1 ;;
  esac
}

_rptctl_globals='--output=table,json,ndjson,csv,yaml,id -o=table,json,ndjson,csv,yaml,id --columns= --sort-by-column= --no-headers --csv-raw --jq= --limit= --context=@context --timeout= --retries= --deadline= --ca-file=@file --cert=@file --key=@file --insecure --lang= --timezone= --yes -y --dry-run --quiet -q --verbose -v --debug --color=auto,always,never --no-progress --no-input --metrics-file=@file --lock= --help -h'

# Sets found to what is known of a flag; fails where nothing is.
_rptctl_flag() {
  for found in $flags $_rptctl_globals; do
    [[ ${found%%=*} == "$1" ]] && return 0
  done
  return 1
}

# Sets waiting where the value of a flag is the next word.
_rptctl_await() {
  local letters
  case $1 in
    --*=*) ;;
    --*) if _rptctl_flag "$1" && [[ $found == *=* ]]; then waiting=${found#*=} known=1; fi ;;
    *)
      letters=${1#-}
      while [[ $letters ]]; do
        if _rptctl_flag "-${letters:0:1}" && [[ $found == *=* ]]; then
          if [[ ${#letters} == 1 ]]; then waiting=${found#*=} known=1; fi
          return
        fi
        letters=${letters:1}
      done
      ;;
  esac
}

# Offers the words that begin as typed. Readline already has what stands before its last = or : (drop).
_rptctl_offer() {
  local word
  for word; do
    if [[ $word == "$typed"* ]]; then
      word=$before$word
      COMPREPLY[${#COMPREPLY[@]}]=${word#"$drop"}
    fi
  done
}

# Names of files or directories: readline's own way where bash lets it (4.0 and later), for it knows about quotes.
_rptctl_names() {
  local name
  compopt -o "$1" 2>/dev/null && return
  while IFS= read -r name; do
    if [[ $name ]]; then _rptctl_offer "$name"; fi
  done <<< "$(compgen "$2" -- "$typed")"
}

# Contexts, and ids that recent commands saw: rptctl looks at its files for what begins as typed or is called so. Where
# bash lists them, their names stand beside them; where it would put the text into the line, they do not.
_rptctl_ask() {
  local word name shown text=${typed#[\"\']} count=0 first=''
  compopt -o nosort 2>/dev/null
  while IFS=$'\t' read -r word name; do
    shown=$before$word
    if [[ ! $word || $shown != "$drop"* ]]; then continue; fi
    shown=${shown#"$drop"}
    if ((count == 0)); then first=$shown; fi
    if [[ $name && ${COMP_TYPE-} != 37 && ${COMP_TYPE-} != 42 ]]; then shown="$shown  ($name)"; fi
    COMPREPLY[count++]=$shown
  done <<< "$(rptctl __complete "$1" "--typed=$text" "${line[@]}" 2>/dev/null </dev/null)"
  if ((count == 1)); then COMPREPLY=("$first"); fi
}

_rptctl_values() {
  case $1 in
    @file) _rptctl_names default -f ;;
    @directory) _rptctl_names dirnames -d ;;
    @*) _rptctl_ask "${1#@}" ;;
    -) ;;
    *) _rptctl_offer ${1//,/ } ;;
  esac
}

_rptctl() {
  local IFS=$' \t\n' words flags operands found typed before='' drop place='' known='' waiting='' ended='' glue=''
  local i word next line count=0
  COMPREPLY=()

  # Readline cuts --flag=value and a:b in pieces; put them together again.
  line=()
  for ((i = 0; i <= COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    if ((i > 1)) && [[ $glue || $word == [=:]* ]]; then
      line[${#line[@]}-1]=${line[${#line[@]}-1]}$word
      if [[ $word == *[!=:]* ]]; then glue=''; else glue=1; fi
    else
      line[${#line[@]}]=$word
    fi
  done
  typed=${line[${#line[@]}-1]}
  if [[ $word == *[!=:]* ]]; then drop=${typed%"$word"}; elif [[ $word ]]; then drop=$typed; else drop=''; fi

  _rptctl_place ''
  for ((i = 1; i < ${#line[@]} - 1; i++)); do
    word=${line[i]}
    if [[ $known ]]; then
      known='' waiting=''
    elif [[ $ended ]]; then
      ((count++))
    else
      case $word in
        --) ended=1 ;;
        -?*) _rptctl_await "$word" ;;
        *)
          if [[ $words ]]; then
            next=${place:+$place }$word
            if _rptctl_place "$next"; then place=$next; else _rptctl_place "$place"; fi
          else
            ((count++))
          fi
          ;;
      esac
    fi
  done

  if [[ ! $known && ! $ended && $typed == --*=* ]]; then
    _rptctl_flag "${typed%%=*}" && [[ $found == *=* ]] || return 0
    before=${typed%%=*}= typed=${typed#*=} waiting=${found#*=} known=1
  fi
  if [[ $known ]]; then
    _rptctl_values "$waiting"
  elif [[ ! $ended && $typed == -* ]]; then
    for found in $flags $_rptctl_globals; do _rptctl_offer "${found%%=*}"; done
  elif [[ ! $ended && $words ]]; then
    _rptctl_offer $words
  else
    for word in $operands; do
      if ((count == 0)) || [[ $word == *... ]]; then
        _rptctl_values "${word%...}"
        break
      fi
      ((count--))
    done
  fi
  return 0
}

complete -F _rptctl rptctl
