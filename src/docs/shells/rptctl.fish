# rptctl completion for fish 3 and later.
# Keep it:  rptctl completion fish >~/.config/fish/completions/rptctl.fish
#
# {{generated}}

# What may follow a command, one a line with its summary after a TAB: words, flags (--flag=WHAT takes a value) and
# operands (:WHAT). WHAT is words with commas between them, @file, @directory, or @ and what rptctl itself is asked for;
# where nothing is known it is empty, or - for an operand.
function __rptctl_place
    switch "$argv[1]"
{{places}}
        case '*'
            return 1
    end
end

function __rptctl_globals
    printf '%s\t%s\n' \
{{globals}}
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
