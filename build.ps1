#!/bin/sh
# Builds Reco. One file for two shells: `sh build.ps1` and, in PowerShell, `./build.ps1`.
# PowerShell takes what stands between <# and #> as a comment; sh leaves before it gets there.
echo --% >/dev/null;: ' | out-null
<#'
exec "$(dirname "$0")/reco" build
#>
sh "$PSScriptRoot/reco" build
exit $LASTEXITCODE
