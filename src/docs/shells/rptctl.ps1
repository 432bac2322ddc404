# rptctl completion for PowerShell 5.1 and later.
# Load it from $PROFILE:  rptctl completion powershell | Out-String | Invoke-Expression
#
# {{generated}}

Register-ArgumentCompleter -Native -CommandName rptctl -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    # What may follow a command: words, flags (--flag=WHAT takes a value) and operands. WHAT is words with commas
    # between them, @file, @directory, or @ and what rptctl itself is asked for; where nothing is known it is empty, or -
    # for an operand. Summaries follow a |. Case matters: -f and -F are two flags.
    $places = [System.Collections.Generic.Dictionary[string, object]]::new()
{{places}}
    $globals = @(
{{globals}}
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
