# bash completion for asrctl. Generated from the command tree by `npm run generate`.

# The command that words name, with aliases resolved.
_asrctl_commands() {
  case "$1" in
    'transcribe') echo 'transcribe' ;;
    'submit') echo 'submit' ;;
    'wait') echo 'wait' ;;
    'get') echo 'get' ;;
    'list') echo 'list' ;;
    'retry') echo 'retry' ;;
    'cancel') echo 'cancel' ;;
    'open') echo 'open' ;;
    'export-srt') echo 'export-srt' ;;
    'export') echo 'export-srt' ;;
    'lint') echo 'lint' ;;
    'styles') echo 'styles' ;;
    'production') echo 'production' ;;
    'hotwords') echo 'hotwords' ;;
    'queue') echo 'queue' ;;
    'local') echo 'local' ;;
    'profile') echo 'profile' ;;
    'doctor') echo 'doctor' ;;
    'completion') echo 'completion' ;;
    'help') echo 'help' ;;
    'journal') echo 'journal' ;;
    'paths') echo 'paths' ;;
    'schema') echo 'schema' ;;
    'version') echo 'version' ;;
    'production list') echo 'production list' ;;
    'production get') echo 'production get' ;;
    'production wait') echo 'production wait' ;;
    'production submit') echo 'production submit' ;;
    'production cancel') echo 'production cancel' ;;
    'production export') echo 'production export' ;;
    'hotwords list') echo 'hotwords list' ;;
    'hotwords get') echo 'hotwords get' ;;
    'queue list') echo 'queue list' ;;
    'local setup') echo 'local setup' ;;
    'local start') echo 'local start' ;;
    'local stop') echo 'local stop' ;;
    'local status') echo 'local status' ;;
    'local prune') echo 'local prune' ;;
    'local logs') echo 'local logs' ;;
    'local env') echo 'local env' ;;
    'local faults') echo 'local faults' ;;
    'local faults set') echo 'local faults set' ;;
    'local faults list') echo 'local faults list' ;;
    'local faults clear') echo 'local faults clear' ;;
    'profile add') echo 'profile add' ;;
    'profile list') echo 'profile list' ;;
    'profile show') echo 'profile show' ;;
    'profile set') echo 'profile set' ;;
    'profile use') echo 'profile use' ;;
    'profile remove') echo 'profile remove' ;;
    'profile test') echo 'profile test' ;;
    'journal prune') echo 'journal prune' ;;
    *) return 1 ;;
  esac
}

# The commands below a command.
_asrctl_children() {
  case "$1" in
    '') echo 'transcribe submit wait get list retry cancel open export-srt export lint styles production hotwords queue local profile doctor completion help journal paths schema version' ;;
    'production') echo 'list get wait submit cancel export' ;;
    'hotwords') echo 'list get' ;;
    'queue') echo 'list' ;;
    'local') echo 'setup start stop status prune logs env faults' ;;
    'local faults') echo 'set list clear' ;;
    'profile') echo 'add list show set use remove test' ;;
    'journal') echo 'prune' ;;
    *) return 1 ;;
  esac
}

# The flags of a command.
_asrctl_flags() {
  case "$1" in
    '') echo '-V --version --profile --region --endpoint --format --json --query --utc --color --no-color -q --quiet -v --verbose --no-input -h --help' ;;
    'transcribe') echo '--from -o --output --output-dir --concurrency --timeout --progress --notify-me --dry-run --price-per-hour --max-cost --again --reuse --max-attempts --retry-failed --upload --upload-bucket --delete-upload --title --description --start-time --duration --hotwords --sentence-max-length --semantic-sentences --editing-config --user-data --notify --queue --template --engine --flash --channels --text-format --speakers --filter-dirty --filter-modal --filter-punctuation --number-mode --audio-format --first-channel-only --word-info --output-uri --output-type --callback --callback-format --callback-type --callback-mq --priority --hot-words --output-format --name --force -0 --null --allow-empty --language --dashes --speaker-name --offset --scale --highlight --chapters --drop-fillers --case --keep-overlap --start-index --crlf --bom --csv-raw --strict --report --style --max-chars --max-lines --max-cps --min-duration --max-duration --gap --chain-gap --fps --children -h --help' ;;
    'submit') echo '--dry-run -0 --null --again --reuse --max-attempts --retry-failed --allow-empty --title --description --start-time --duration --hotwords --sentence-max-length --semantic-sentences --editing-config --user-data --notify --queue --template --engine --flash --channels --text-format --speakers --filter-dirty --filter-modal --filter-punctuation --number-mode --audio-format --first-channel-only --word-info --output-uri --output-type --callback --callback-format --callback-type --callback-mq --priority --hot-words -h --help' ;;
    'wait') echo '--timeout --interval --any --exec --progress --notify-me -0 --null --allow-empty -h --help' ;;
    'get') echo '--segments --no-pager --raw --result-file --columns -0 --null --allow-empty -h --help' ;;
    'list') echo '--state --type --since --until --title --input --sort --limit --all --next-token --watch --columns --queue -h --help' ;;
    'retry') echo '-0 --null --allow-empty -h --help' ;;
    'cancel') echo '-0 --null --allow-empty -h --help' ;;
    'open') echo '-h --help' ;;
    'export-srt') echo '-o --output --name --force --result-file --wait --timeout -0 --null --allow-empty --language --speakers --dashes --speaker-name --offset --scale --highlight --bilingual --second-first --chapters --drop-fillers --case --keep-overlap --start-index --crlf --bom --csv-raw --strict --report --style --max-chars --max-lines --max-cps --min-duration --max-duration --gap --chain-gap --fps --children -h --help' ;;
    'lint') echo '--fix --reshape --diff --dry-run --summary -o --output --force --style --max-chars --max-lines --max-cps --min-duration --max-duration --gap --chain-gap --fps --children -h --help' ;;
    'styles') echo '-h --help' ;;
    'production') echo '-h --help' ;;
    'production list') echo '--limit --columns -h --help' ;;
    'production get') echo '--raw -0 --null --allow-empty -h --help' ;;
    'production wait') echo '--timeout --interval --any --exec --progress --notify-me -0 --null --allow-empty -h --help' ;;
    'production submit') echo '--function --input --output --params --name --template --model --pipeline --priority --user-data --dry-run -h --help' ;;
    'production cancel') echo '-0 --null --allow-empty -h --help' ;;
    'production export') echo '-o --output --force -h --help' ;;
    'hotwords') echo '-h --help' ;;
    'hotwords list') echo '-h --help' ;;
    'hotwords get') echo '-h --help' ;;
    'queue') echo '-h --help' ;;
    'queue list') echo '-h --help' ;;
    'local') echo '-h --help' ;;
    'local setup') echo '-y --yes -h --help' ;;
    'local start') echo '--port --concurrency --engine --model --engine-command --root --idle-timeout --foreground -h --help' ;;
    'local stop') echo '--all -h --help' ;;
    'local status') echo '--exit-code -h --help' ;;
    'local prune') echo '--older-than -h --help' ;;
    'local logs') echo '-f --follow -h --help' ;;
    'local env') echo '-h --help' ;;
    'local faults') echo '-h --help' ;;
    'local faults set') echo '--operation --count --delay -h --help' ;;
    'local faults list') echo '-h --help' ;;
    'local faults clear') echo '-h --help' ;;
    'profile') echo '-h --help' ;;
    'profile add') echo '--provider --source --source-profile --command --stdin --force --bucket --vpc --request-timeout --insecure-http --jobs-api -h --help' ;;
    'profile list') echo '-h --help' ;;
    'profile show') echo '-h --help' ;;
    'profile set') echo '-h --help' ;;
    'profile use') echo '-h --help' ;;
    'profile remove') echo '-h --help' ;;
    'profile test') echo '-h --help' ;;
    'doctor') echo '--explain -h --help' ;;
    'completion') echo '--install --uninstall -h --help' ;;
    'help') echo '-h --help' ;;
    'journal') echo '-h --help' ;;
    'journal prune') echo '--older-than -h --help' ;;
    'paths') echo '-h --help' ;;
    'schema') echo '-h --help' ;;
    'version') echo '-h --help' ;;
    *) return 1 ;;
  esac
}

# The values of a flag.
_asrctl_values() {
  case "$1" in
    'transcribe --format') echo 'list srt vtt ass ttml lrc sbv txt md youtube-chapters table json jsonl csv tsv yaml id' ;;
    'export-srt --format') echo 'list srt vtt ass ttml lrc sbv csv tsv txt md json youtube-chapters' ;;
    'transcribe --from') echo 'files' ;;
    'transcribe -o') echo 'files' ;;
    'transcribe --output') echo 'files' ;;
    'transcribe --output-dir') echo 'files' ;;
    'transcribe --concurrency') echo 'anything' ;;
    'transcribe --timeout') echo 'anything' ;;
    'transcribe --progress') echo 'anything' ;;
    'transcribe --price-per-hour') echo 'anything' ;;
    'transcribe --max-cost') echo 'anything' ;;
    'transcribe --max-attempts') echo 'anything' ;;
    'transcribe --upload-bucket') echo 'anything' ;;
    'transcribe --title') echo 'anything' ;;
    'transcribe --description') echo 'anything' ;;
    'transcribe --start-time') echo 'anything' ;;
    'transcribe --duration') echo 'anything' ;;
    'transcribe --hotwords') echo 'anything' ;;
    'transcribe --sentence-max-length') echo 'anything' ;;
    'transcribe --editing-config') echo 'anything' ;;
    'transcribe --user-data') echo 'anything' ;;
    'transcribe --notify') echo 'anything' ;;
    'transcribe --queue') echo 'anything' ;;
    'transcribe --template') echo 'anything' ;;
    'transcribe --engine') echo 'anything' ;;
    'transcribe --channels') echo 'words 1 2' ;;
    'transcribe --text-format') echo 'words 0 1 2 3' ;;
    'transcribe --speakers') echo 'anything' ;;
    'transcribe --filter-dirty') echo 'words 0 1 2' ;;
    'transcribe --filter-modal') echo 'words 0 1 2' ;;
    'transcribe --filter-punctuation') echo 'words 0 1 2' ;;
    'transcribe --number-mode') echo 'words 0 1 3' ;;
    'transcribe --audio-format') echo 'words wav pcm ogg-opus speex silk mp3 m4a aac' ;;
    'transcribe --first-channel-only') echo 'words 0 1' ;;
    'transcribe --word-info') echo 'words 0 1 2' ;;
    'transcribe --output-uri') echo 'anything' ;;
    'transcribe --output-type') echo 'words txt srt' ;;
    'transcribe --callback') echo 'anything' ;;
    'transcribe --callback-format') echo 'words XML JSON' ;;
    'transcribe --callback-type') echo 'words Url TDMQ' ;;
    'transcribe --callback-mq') echo 'anything' ;;
    'transcribe --priority') echo 'words 0 1 2' ;;
    'transcribe --hot-words') echo 'anything' ;;
    'transcribe --output-format') echo 'list srt vtt ass ttml lrc sbv csv tsv txt md json youtube-chapters' ;;
    'transcribe --name') echo 'anything' ;;
    'transcribe --language') echo 'anything' ;;
    'transcribe --speaker-name') echo 'anything' ;;
    'transcribe --offset') echo 'anything' ;;
    'transcribe --scale') echo 'anything' ;;
    'transcribe --case') echo 'anything' ;;
    'transcribe --start-index') echo 'anything' ;;
    'transcribe --style') echo 'words netflix-en netflix netflix-zh netflix-zh-sdh netflix-ja netflix-ja-sdh netflix-ko netflix-ko-sdh netflix-th netflix-ar netflix-hi bbc bbc-vertical ted amazon dcmp youtube shorts raw' ;;
    'transcribe --max-chars') echo 'anything' ;;
    'transcribe --max-lines') echo 'anything' ;;
    'transcribe --max-cps') echo 'anything' ;;
    'transcribe --min-duration') echo 'anything' ;;
    'transcribe --max-duration') echo 'anything' ;;
    'transcribe --gap') echo 'anything' ;;
    'transcribe --chain-gap') echo 'anything' ;;
    'transcribe --fps') echo 'anything' ;;
    'submit --max-attempts') echo 'anything' ;;
    'submit --title') echo 'anything' ;;
    'submit --description') echo 'anything' ;;
    'submit --start-time') echo 'anything' ;;
    'submit --duration') echo 'anything' ;;
    'submit --hotwords') echo 'anything' ;;
    'submit --sentence-max-length') echo 'anything' ;;
    'submit --editing-config') echo 'anything' ;;
    'submit --user-data') echo 'anything' ;;
    'submit --notify') echo 'anything' ;;
    'submit --queue') echo 'anything' ;;
    'submit --template') echo 'anything' ;;
    'submit --engine') echo 'anything' ;;
    'submit --channels') echo 'words 1 2' ;;
    'submit --text-format') echo 'words 0 1 2 3' ;;
    'submit --speakers') echo 'anything' ;;
    'submit --filter-dirty') echo 'words 0 1 2' ;;
    'submit --filter-modal') echo 'words 0 1 2' ;;
    'submit --filter-punctuation') echo 'words 0 1 2' ;;
    'submit --number-mode') echo 'words 0 1 3' ;;
    'submit --audio-format') echo 'words wav pcm ogg-opus speex silk mp3 m4a aac' ;;
    'submit --first-channel-only') echo 'words 0 1' ;;
    'submit --word-info') echo 'words 0 1 2' ;;
    'submit --output-uri') echo 'anything' ;;
    'submit --output-type') echo 'words txt srt' ;;
    'submit --callback') echo 'anything' ;;
    'submit --callback-format') echo 'words XML JSON' ;;
    'submit --callback-type') echo 'words Url TDMQ' ;;
    'submit --callback-mq') echo 'anything' ;;
    'submit --priority') echo 'words 0 1 2' ;;
    'submit --hot-words') echo 'anything' ;;
    'wait --timeout') echo 'anything' ;;
    'wait --interval') echo 'anything' ;;
    'wait --exec') echo 'anything' ;;
    'wait --progress') echo 'anything' ;;
    'get --columns') echo 'list id state type title age tookMs input createdAt updatedAt startedAt finishedAt description provider providerState profile region userData error' ;;
    'list --state') echo 'list queued running paused succeeded failed cancelled unknown' ;;
    'list --type') echo 'list ASR DynamicChart VideoTranslation TextToSpeech SpeechRecognition' ;;
    'list --since') echo 'anything' ;;
    'list --until') echo 'anything' ;;
    'list --title') echo 'anything' ;;
    'list --input') echo 'anything' ;;
    'list --sort') echo 'words created:desc created:asc' ;;
    'list --limit') echo 'anything' ;;
    'list --next-token') echo 'anything' ;;
    'list --columns') echo 'list id state type title age tookMs input createdAt updatedAt startedAt finishedAt description provider providerState profile region userData error' ;;
    'list --queue') echo 'anything' ;;
    'export-srt -o') echo 'files' ;;
    'export-srt --output') echo 'files' ;;
    'export-srt --name') echo 'anything' ;;
    'export-srt --timeout') echo 'anything' ;;
    'export-srt --language') echo 'anything' ;;
    'export-srt --speaker-name') echo 'anything' ;;
    'export-srt --offset') echo 'anything' ;;
    'export-srt --scale') echo 'anything' ;;
    'export-srt --bilingual') echo 'files' ;;
    'export-srt --case') echo 'anything' ;;
    'export-srt --start-index') echo 'anything' ;;
    'export-srt --style') echo 'words netflix-en netflix netflix-zh netflix-zh-sdh netflix-ja netflix-ja-sdh netflix-ko netflix-ko-sdh netflix-th netflix-ar netflix-hi bbc bbc-vertical ted amazon dcmp youtube shorts raw' ;;
    'export-srt --max-chars') echo 'anything' ;;
    'export-srt --max-lines') echo 'anything' ;;
    'export-srt --max-cps') echo 'anything' ;;
    'export-srt --min-duration') echo 'anything' ;;
    'export-srt --max-duration') echo 'anything' ;;
    'export-srt --gap') echo 'anything' ;;
    'export-srt --chain-gap') echo 'anything' ;;
    'export-srt --fps') echo 'anything' ;;
    'lint -o') echo 'files' ;;
    'lint --output') echo 'files' ;;
    'lint --style') echo 'words netflix-en netflix netflix-zh netflix-zh-sdh netflix-ja netflix-ja-sdh netflix-ko netflix-ko-sdh netflix-th netflix-ar netflix-hi bbc bbc-vertical ted amazon dcmp youtube shorts raw' ;;
    'lint --max-chars') echo 'anything' ;;
    'lint --max-lines') echo 'anything' ;;
    'lint --max-cps') echo 'anything' ;;
    'lint --min-duration') echo 'anything' ;;
    'lint --max-duration') echo 'anything' ;;
    'lint --gap') echo 'anything' ;;
    'lint --chain-gap') echo 'anything' ;;
    'lint --fps') echo 'anything' ;;
    'production list --limit') echo 'anything' ;;
    'production list --columns') echo 'list id state type title age tookMs input createdAt updatedAt startedAt finishedAt description provider providerState profile region userData error' ;;
    'production wait --timeout') echo 'anything' ;;
    'production wait --interval') echo 'anything' ;;
    'production wait --exec') echo 'anything' ;;
    'production wait --progress') echo 'anything' ;;
    'production submit --function') echo 'anything' ;;
    'production submit --input') echo 'files' ;;
    'production submit --output') echo 'files' ;;
    'production submit --params') echo 'anything' ;;
    'production submit --name') echo 'anything' ;;
    'production submit --template') echo 'anything' ;;
    'production submit --model') echo 'anything' ;;
    'production submit --pipeline') echo 'anything' ;;
    'production submit --priority') echo 'anything' ;;
    'production submit --user-data') echo 'anything' ;;
    'production export -o') echo 'files' ;;
    'production export --output') echo 'files' ;;
    'local start --port') echo 'anything' ;;
    'local start --concurrency') echo 'anything' ;;
    'local start --engine') echo 'words auto whisper pocketsphinx command fake' ;;
    'local start --model') echo 'files' ;;
    'local start --engine-command') echo 'anything' ;;
    'local start --root') echo 'anything' ;;
    'local start --idle-timeout') echo 'anything' ;;
    'local prune --older-than') echo 'anything' ;;
    'local faults set --operation') echo 'words submit get list upload *' ;;
    'local faults set --count') echo 'anything' ;;
    'local faults set --delay') echo 'anything' ;;
    'profile add --provider') echo 'words ims ci' ;;
    'profile add --source') echo 'anything' ;;
    'profile add --source-profile') echo 'anything' ;;
    'profile add --command') echo 'anything' ;;
    'profile add --bucket') echo 'anything' ;;
    'profile add --request-timeout') echo 'anything' ;;
    'profile add --jobs-api') echo 'words asr_jobs jobs' ;;
    'journal prune --older-than') echo 'anything' ;;
    *' --profile') echo 'profiles' ;;
    *' --region') echo 'anything' ;;
    *' --endpoint') echo 'anything' ;;
    *' --format') echo 'list table json jsonl csv tsv yaml id' ;;
    *' --query') echo 'anything' ;;
    *' --color') echo 'words auto always never' ;;
    *) return 1 ;;
  esac
}

# The operands of a command.
_asrctl_operands() {
  case "$1" in
    'transcribe') echo 'files' ;;
    'submit') echo 'files' ;;
    'wait') echo 'jobs' ;;
    'get') echo 'jobs' ;;
    'retry') echo 'jobs' ;;
    'cancel') echo 'jobs' ;;
    'open') echo 'jobs' ;;
    'export-srt') echo 'jobs-files' ;;
    'lint') echo 'files' ;;
    'styles') echo 'words netflix-en netflix netflix-zh netflix-zh-sdh netflix-ja netflix-ja-sdh netflix-ko netflix-ko-sdh netflix-th netflix-ar netflix-hi bbc bbc-vertical ted amazon dcmp youtube shorts raw' ;;
    'production get') echo 'productions' ;;
    'production wait') echo 'productions' ;;
    'production cancel') echo 'productions' ;;
    'production export') echo 'productions' ;;
    'hotwords get') echo 'anything' ;;
    'local faults set') echo 'words answer-lost reset http-503 throttling slow cut html skewed-clock job-fails job-fails-silently job-stuck' ;;
    'local faults clear') echo 'words answer-lost reset http-503 throttling slow cut html skewed-clock job-fails job-fails-silently job-stuck' ;;
    'profile add') echo 'anything' ;;
    'profile show') echo 'profiles' ;;
    'profile set') echo 'profiles' ;;
    'profile use') echo 'profiles' ;;
    'profile remove') echo 'profiles' ;;
    'profile test') echo 'profiles' ;;
    'completion') echo 'words bash zsh fish powershell' ;;
    'help') echo 'words transcribe submit wait get list retry cancel open export-srt lint styles production hotwords queue local profile doctor completion help journal paths schema version profiles formats environment exit-codes' ;;
    'schema') echo 'anything' ;;
    *) return 1 ;;
  esac
}

# Adds what matches to COMPREPLY. Nothing that is read here is expanded.
_asrctl_offer() {
  local LC_ALL=C partial=$1 stem=$2 kind=${3%% *} done='' word
  local -a words=()
  case "$kind" in
    files) return ;;
    profiles | jobs | productions | jobs-files)
      # What follows a tab describes the word.
      while IFS=$'\t' read -r word _; do
        [[ -z $word || $word == *[!A-Za-z0-9._-]* ]] || words+=("$word")
      done <<<"$(asrctl __complete "${kind%-files}" 2>/dev/null)" ;;
    list | words)
      read -ra words <<<"${3#* }"
      [[ $kind == list && $partial == *,* ]] && done=${partial%,*}, ;;
  esac
  # Where no job matches, the word may be a file.
  [[ $kind == jobs-files ]] || compopt +o default 2>/dev/null
  for word in ${words[@]+"${words[@]}"}; do
    [[ $word == "${partial#"$done"}"* ]] || continue
    word=$done$word
    COMPREPLY+=("${word#"$stem"}")
  done
}

_asrctl() {
  local IFS=$' \t\n' line=${COMP_LINE:0:COMP_POINT} at='' flag='' next i word spec stem
  local -a words
  COMPREPLY=()
  read -ra words <<<"$line"
  [[ $line == *[[:space:]] ]] && words+=('')
  local last=$((${#words[@]} - 1))
  for ((i = 1; i < last; i++)); do
    word=${words[i]}
    if [[ -n $flag ]]; then
      flag=''
    elif [[ $word == -* ]]; then
      [[ $word != *=* ]] && _asrctl_values "$at $word" >/dev/null && flag=$word
    elif next=$(_asrctl_commands "${at:+$at }$word"); then
      at=$next
    fi
  done
  word=${words[last]}
  # Readline replaces only the part after the last of its word breaks.
  stem=''
  [[ $word == *[:=]* ]] && stem=${word%"${word##*[:=]}"}
  if [[ -n $flag ]]; then
    _asrctl_offer "$word" "$stem" "$(_asrctl_values "$at $flag")"
  elif [[ $word == --*=* ]]; then
    _asrctl_offer "${word#*=}" "${stem#*=}" "$(_asrctl_values "$at ${word%%=*}")"
  elif [[ $word == -* ]]; then
    _asrctl_offer "$word" '' "words $(_asrctl_flags "$at") $(_asrctl_flags '')"
  elif spec=$(_asrctl_children "$at"); then
    _asrctl_offer "$word" '' "words $spec"
  else
    _asrctl_offer "$word" "$stem" "$(_asrctl_operands "$at")"
  fi
}

complete -o default -F _asrctl asrctl
