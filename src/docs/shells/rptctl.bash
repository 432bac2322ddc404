# rptctl completion for bash 3.2 and later, with or without the bash-completion package.
# Load it from ~/.bashrc:  source <(rptctl completion bash)
# or keep it:  rptctl completion bash >~/.local/share/bash-completion/completions/rptctl
#
# {{generated}}

# What may follow a command: words, flags (--flag=WHAT takes a value) and operands. WHAT is words with commas between
# them, @file, @directory, or @ and what rptctl itself is asked for; where nothing is known it is empty, or - for an operand.
_rptctl_place() {
  words='' flags='' operands=''
  case $1 in
{{places}}
    *) return 1 ;;
  esac
}

_rptctl_globals='{{globals}}'

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
