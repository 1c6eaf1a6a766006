# PowerShell completion for asrctl. Generated from the command tree by `npm run generate`.
$asrctlTree = @{
  '' = @{
    commands = @{
      'transcribe' = @{ help = 'write subtitles for recordings, resumable'; path = 'transcribe' }
      'submit' = @{ help = 'submit media for transcription'; path = 'submit' }
      'wait' = @{ help = 'wait until jobs are finished'; path = 'wait' }
      'get' = @{ help = 'show jobs with their results'; path = 'get' }
      'list' = @{ help = 'list jobs'; path = 'list' }
      'retry' = @{ help = 'submit failed jobs again with the same parameters'; path = 'retry' }
      'cancel' = @{ help = 'cancel jobs'; path = 'cancel' }
      'open' = @{ help = 'open the console''s page of a job'; path = 'open' }
      'export-srt' = @{ help = 'write subtitles or text of a job or a saved file'; path = 'export-srt' }
      'export' = @{ help = 'write subtitles or text of a job or a saved file'; path = 'export-srt' }
      'lint' = @{ help = 'check subtitles against a style'; path = 'lint' }
      'styles' = @{ help = 'show the subtitle styles and their limits'; path = 'styles' }
      'production' = @{ help = 'make covers, summaries, captions and clean sound (IMS)'; path = 'production' }
      'hotwords' = @{ help = 'list the hotword libraries of IMS'; path = 'hotwords' }
      'queue' = @{ help = 'list the queues of a Tencent CI bucket'; path = 'queue' }
      'local' = @{ help = 'run the local transcription service'; path = 'local' }
      'profile' = @{ help = 'manage credential profiles'; path = 'profile' }
      'doctor' = @{ help = 'check configuration, credentials, network and engine'; path = 'doctor' }
      'completion' = @{ help = 'set up completion in a shell'; path = 'completion' }
      'help' = @{ help = 'show help for a command or a topic'; path = 'help' }
      'journal' = @{ help = 'manage the submit journal'; path = 'journal' }
      'paths' = @{ help = 'print where files are kept'; path = 'paths' }
      'schema' = @{ help = 'print the JSON Schemas of the documents'; path = 'schema' }
      'version' = @{ help = 'print the versions of asrctl and of what it writes'; path = 'version' }
    }
    flags = @{
      '--version' = @{ help = 'print the version'; values = $null }
      '-V' = @{ help = 'print the version'; values = $null }
      '--profile' = @{ help = 'credential profile to use'; values = '<profiles>' }
      '--region' = @{ help = 'region of the service'; values = '<anything>' }
      '--endpoint' = @{ help = 'address of the service, for private or test endpoints'; values = '<anything>' }
      '--format' = @{ help = 'table, json, jsonl, csv, tsv, yaml, id; for subtitle files: srt, vtt …'; values = @('table', 'json', 'jsonl', 'csv', 'tsv', 'yaml', 'id') }
      '--json' = @{ help = 'the same as --format json'; values = $null }
      '--query' = @{ help = 'select from the document with a JMESPath expression'; values = '<anything>' }
      '--utc' = @{ help = 'show times in UTC'; values = $null }
      '--color' = @{ help = 'when to use colour'; values = @('auto', 'always', 'never') }
      '--no-color' = @{ help = 'the same as --color never'; values = $null }
      '--quiet' = @{ help = 'hide progress and notices'; values = $null }
      '-q' = @{ help = 'hide progress and notices'; values = $null }
      '--verbose' = @{ help = 'show each call and retry'; values = $null }
      '-v' = @{ help = 'show each call and retry'; values = $null }
      '--no-input' = @{ help = 'fail instead of asking'; values = $null }
      '--help' = @{ help = 'show help'; values = $null }
      '-h' = @{ help = 'show help'; values = $null }
    }
    operand = $null
  }
  'transcribe' = @{
    commands = @{

    }
    flags = @{
      '--from' = @{ help = 'list of media: text, .jsonl or .csv; - is stdin'; values = '<files>' }
      '--output' = @{ help = 'where to write (default: this folder); - is stdout'; values = '<files>' }
      '-o' = @{ help = 'where to write (default: this folder); - is stdout'; values = '<files>' }
      '--output-dir' = @{ help = 'as -o, always a folder'; values = '<files>' }
      '--concurrency' = @{ help = 'uploads and submits at once (default: 8)'; values = '<anything>' }
      '--timeout' = @{ help = 'stop waiting after this time (exit 7); the jobs continue'; values = '<anything>' }
      '--progress' = @{ help = 'progress lines: each change, none, or one per time such as 10s; default: each up to 50 items, then 30s'; values = '<anything>' }
      '--notify-me' = @{ help = 'ring the bell and show a desktop notification when it is done (on a terminal)'; values = $null }
      '--dry-run' = @{ help = 'show what would be sent, and send nothing'; values = $null }
      '--price-per-hour' = @{ help = 'price of one hour of audio, for the estimate'; values = '<anything>' }
      '--max-cost' = @{ help = 'refuse to start above this estimate'; values = '<anything>' }
      '--again' = @{ help = 'submit even if a job for the same media and parameters exists'; values = $null }
      '--reuse' = @{ help = 'take a finished job for the same remote address'; values = $null }
      '--max-attempts' = @{ help = 'submit no more after this many failed jobs (default: 3)'; values = '<anything>' }
      '--retry-failed' = @{ help = 'submit again what failed as often as --max-attempts allows'; values = $null }
      '--upload' = @{ help = 'upload local files to the local service too'; values = $null }
      '--upload-bucket' = @{ help = 'bucket to upload to (default: the profile''s)'; values = '<anything>' }
      '--delete-upload' = @{ help = 'remove an uploaded file when its job has succeeded'; values = $null }
      '--title' = @{ help = 'title of the job, at most 128 bytes'; values = '<anything>' }
      '--description' = @{ help = 'description of the job, at most 128 bytes'; values = '<anything>' }
      '--start-time' = @{ help = 'start of the part to transcribe: HH:MM:SS, 90s, 1h30m'; values = '<anything>' }
      '--duration' = @{ help = 'length of the part to transcribe: HH:MM:SS, 90s, 1h30m'; values = '<anything>' }
      '--hotwords' = @{ help = 'hotword library to use'; values = '<anything>' }
      '--sentence-max-length' = @{ help = 'ims: longest sentence in characters, 4 to 50; ci: longest sentence, 6-40 characters; 0 no limit'; values = '<anything>' }
      '--semantic-sentences' = @{ help = 'break sentences by meaning'; values = $null }
      '--editing-config' = @{ help = 'EditingConfig as JSON; other flags override it'; values = '<anything>' }
      '--user-data' = @{ help = 'ims: your own data, returned with the job; ci: your own text, returned with the job; at most 980 ASCII characters'; values = '<anything>' }
      '--notify' = @{ help = 'http(s) address or ice-callback-… queue to notify at the end'; values = '<anything>' }
      '--queue' = @{ help = 'queue to run in (default: the first active one)'; values = '<anything>' }
      '--template' = @{ help = 'speech recognition template, instead of the flags below'; values = '<anything>' }
      '--engine' = @{ help = 'engine model: 16k_zh (default), 16k_en, 8k_zh, 16k_ja …'; values = '<anything>' }
      '--flash' = @{ help = 'fast engine: up to 2 h and 100 MB'; values = $null }
      '--channels' = @{ help = 'channels of the audio; 2 with 8k_zh only'; values = @('1', '2') }
      '--text-format' = @{ help = '0 text, 1 words, 2 words and punctuation, 3 for subtitles (default)'; values = @('0', '1', '2', '3') }
      '--speakers' = @{ help = 'separate speakers; their number, 1-10 (default: detected)'; values = '<anything>' }
      '--filter-dirty' = @{ help = 'swear words: 0 keep, 1 drop, 2 replace by *'; values = @('0', '1', '2') }
      '--filter-modal' = @{ help = 'filler words: 0 keep, 1 drop some, 2 drop all'; values = @('0', '1', '2') }
      '--filter-punctuation' = @{ help = 'punctuation: 0 keep, 1 drop at sentence ends, 2 drop all'; values = @('0', '1', '2') }
      '--number-mode' = @{ help = 'numbers: 0 as spoken, 1 as digits (default), 3 with mathematical signs'; values = @('0', '1', '3') }
      '--audio-format' = @{ help = 'with --flash: format of the audio (default: by its file name)'; values = @('wav', 'pcm', 'ogg-opus', 'speex', 'silk', 'mp3', 'm4a', 'aac') }
      '--first-channel-only' = @{ help = 'with --flash: 1 first channel (default), 0 all channels'; values = @('0', '1') }
      '--word-info' = @{ help = 'with --flash: 0 no words, 1 words, 2 words and punctuation (default)'; values = @('0', '1', '2') }
      '--output-uri' = @{ help = 'cos://bucket-appid/key of the result (default: beside the input)'; values = '<anything>' }
      '--output-type' = @{ help = 'kind of result file'; values = @('txt', 'srt') }
      '--callback' = @{ help = 'address to call when the job ends, or "no"'; values = '<anything>' }
      '--callback-format' = @{ help = 'format of the callback (default: XML)'; values = @('XML', 'JSON') }
      '--callback-type' = @{ help = 'target of the callback: the --callback address (default) or a queue'; values = @('Url', 'TDMQ') }
      '--callback-mq' = @{ help = 'TDMQ queue: Topic or Queue, one of sh bj gz cd hk, and its name'; values = '<anything>' }
      '--priority' = @{ help = '0 (default), 1 or 2, the most urgent'; values = @('0', '1', '2') }
      '--hot-words' = @{ help = 'hot word table to use'; values = '<anything>' }
      '--output-format' = @{ help = 'formats of the files: srt, vtt, ass, ttml, lrc, sbv, csv, tsv, txt, md, json, youtube-chapters (default: srt)'; values = @('srt', 'vtt', 'ass', 'ttml', 'lrc', 'sbv', 'csv', 'tsv', 'txt', 'md', 'json', 'youtube-chapters') }
      '--name' = @{ help = 'names of the files: {stem}, {id}, {title}, {lang}, {style}, {ext}'; values = '<anything>' }
      '--force' = @{ help = 'replace files that exist'; values = $null }
      '--null' = @{ help = 'items on stdin end with NUL instead of a line end'; values = $null }
      '-0' = @{ help = 'items on stdin end with NUL instead of a line end'; values = $null }
      '--allow-empty' = @{ help = 'exit 0 if the list has no items'; values = $null }
      '--language' = @{ help = 'language of the text (BCP 47)'; values = '<anything>' }
      '--dashes' = @{ help = 'put two short turns in one cue, each with a dash'; values = $null }
      '--speaker-name' = @{ help = 'name of a speaker; may repeat'; values = '<anything>' }
      '--offset' = @{ help = 'move all times: 1.5, -800ms, +0:02'; values = '<anything>' }
      '--scale' = @{ help = 'multiply all times: 25/24'; values = '<anything>' }
      '--highlight' = @{ help = 'mark each word: WebVTT times, ASS karaoke, enhanced LRC'; values = $null }
      '--chapters' = @{ help = 'write chapters instead of cues'; values = $null }
      '--drop-fillers' = @{ help = 'leave out um, uh, 嗯 and similar words'; values = $null }
      '--case' = @{ help = 'keep, upper, lower or sentence'; values = '<anything>' }
      '--keep-overlap' = @{ help = 'keep cues of two speakers overlapping in every format'; values = $null }
      '--start-index' = @{ help = 'number of the first cue'; values = '<anything>' }
      '--crlf' = @{ help = 'use Windows line ends'; values = $null }
      '--bom' = @{ help = 'start with a byte order mark'; values = $null }
      '--csv-raw' = @{ help = 'do not escape spreadsheet formulas in cells'; values = $null }
      '--strict' = @{ help = 'fail if the transcript needs repair'; values = $null }
      '--report' = @{ help = 'list the rules of the style that could not be kept'; values = $null }
      '--style' = @{ help = 'readability rules, from asrctl styles: netflix-en, bbc … (default: by script)'; values = @('netflix-en', 'netflix', 'netflix-zh', 'netflix-zh-sdh', 'netflix-ja', 'netflix-ja-sdh', 'netflix-ko', 'netflix-ko-sdh', 'netflix-th', 'netflix-ar', 'netflix-hi', 'bbc', 'bbc-vertical', 'ted', 'amazon', 'dcmp', 'youtube', 'shorts', 'raw') }
      '--max-chars' = @{ help = 'columns in a line'; values = '<anything>' }
      '--max-lines' = @{ help = 'lines in a cue'; values = '<anything>' }
      '--max-cps' = @{ help = 'reading speed, characters per second'; values = '<anything>' }
      '--min-duration' = @{ help = 'shortest cue: 0.8, 800ms'; values = '<anything>' }
      '--max-duration' = @{ help = 'longest cue'; values = '<anything>' }
      '--gap' = @{ help = 'empty time between cues'; values = '<anything>' }
      '--chain-gap' = @{ help = 'gaps shorter than this are closed to --gap'; values = '<anything>' }
      '--fps' = @{ help = 'snap times to frames: 25, 23.976, 30000/1001'; values = '<anything>' }
      '--children' = @{ help = 'use the style''s reading speed for children'; values = $null }
      '--help' = @{ help = 'show help'; values = $null }
      '-h' = @{ help = 'show help'; values = $null }
      '--format' = @{ help = 'table, json, jsonl, csv, tsv, yaml, id; for subtitle files: srt, vtt …'; values = @('srt', 'vtt', 'ass', 'ttml', 'lrc', 'sbv', 'txt', 'md', 'youtube-chapters', 'table', 'json', 'jsonl', 'csv', 'tsv', 'yaml', 'id') }
    }
    operand = '<files>'
  }
  'submit' = @{
    commands = @{

    }
    flags = @{
      '--dry-run' = @{ help = 'print what would be sent, and send nothing'; values = $null }
      '--null' = @{ help = 'items on stdin end with NUL instead of a line end'; values = $null }
      '-0' = @{ help = 'items on stdin end with NUL instead of a line end'; values = $null }
      '--again' = @{ help = 'submit even if a job for the same media and parameters exists'; values = $null }
      '--reuse' = @{ help = 'take a finished job for the same remote address'; values = $null }
      '--max-attempts' = @{ help = 'submit no more after this many failed jobs (default: 3)'; values = '<anything>' }
      '--retry-failed' = @{ help = 'submit again what failed as often as --max-attempts allows'; values = $null }
      '--allow-empty' = @{ help = 'exit 0 if the list has no items'; values = $null }
      '--title' = @{ help = 'title of the job, at most 128 bytes'; values = '<anything>' }
      '--description' = @{ help = 'description of the job, at most 128 bytes'; values = '<anything>' }
      '--start-time' = @{ help = 'start of the part to transcribe: HH:MM:SS, 90s, 1h30m'; values = '<anything>' }
      '--duration' = @{ help = 'length of the part to transcribe: HH:MM:SS, 90s, 1h30m'; values = '<anything>' }
      '--hotwords' = @{ help = 'hotword library to use'; values = '<anything>' }
      '--sentence-max-length' = @{ help = 'ims: longest sentence in characters, 4 to 50; ci: longest sentence, 6-40 characters; 0 no limit'; values = '<anything>' }
      '--semantic-sentences' = @{ help = 'break sentences by meaning'; values = $null }
      '--editing-config' = @{ help = 'EditingConfig as JSON; other flags override it'; values = '<anything>' }
      '--user-data' = @{ help = 'ims: your own data, returned with the job; ci: your own text, returned with the job; at most 980 ASCII characters'; values = '<anything>' }
      '--notify' = @{ help = 'http(s) address or ice-callback-… queue to notify at the end'; values = '<anything>' }
      '--queue' = @{ help = 'queue to run in (default: the first active one)'; values = '<anything>' }
      '--template' = @{ help = 'speech recognition template, instead of the flags below'; values = '<anything>' }
      '--engine' = @{ help = 'engine model: 16k_zh (default), 16k_en, 8k_zh, 16k_ja …'; values = '<anything>' }
      '--flash' = @{ help = 'fast engine: up to 2 h and 100 MB'; values = $null }
      '--channels' = @{ help = 'channels of the audio; 2 with 8k_zh only'; values = @('1', '2') }
      '--text-format' = @{ help = '0 text, 1 words, 2 words and punctuation, 3 for subtitles (default)'; values = @('0', '1', '2', '3') }
      '--speakers' = @{ help = 'separate speakers; their number, 1-10 (default: detected)'; values = '<anything>' }
      '--filter-dirty' = @{ help = 'swear words: 0 keep, 1 drop, 2 replace by *'; values = @('0', '1', '2') }
      '--filter-modal' = @{ help = 'filler words: 0 keep, 1 drop some, 2 drop all'; values = @('0', '1', '2') }
      '--filter-punctuation' = @{ help = 'punctuation: 0 keep, 1 drop at sentence ends, 2 drop all'; values = @('0', '1', '2') }
      '--number-mode' = @{ help = 'numbers: 0 as spoken, 1 as digits (default), 3 with mathematical signs'; values = @('0', '1', '3') }
      '--audio-format' = @{ help = 'with --flash: format of the audio (default: by its file name)'; values = @('wav', 'pcm', 'ogg-opus', 'speex', 'silk', 'mp3', 'm4a', 'aac') }
      '--first-channel-only' = @{ help = 'with --flash: 1 first channel (default), 0 all channels'; values = @('0', '1') }
      '--word-info' = @{ help = 'with --flash: 0 no words, 1 words, 2 words and punctuation (default)'; values = @('0', '1', '2') }
      '--output-uri' = @{ help = 'cos://bucket-appid/key of the result (default: beside the input)'; values = '<anything>' }
      '--output-type' = @{ help = 'kind of result file'; values = @('txt', 'srt') }
      '--callback' = @{ help = 'address to call when the job ends, or "no"'; values = '<anything>' }
      '--callback-format' = @{ help = 'format of the callback (default: XML)'; values = @('XML', 'JSON') }
      '--callback-type' = @{ help = 'target of the callback: the --callback address (default) or a queue'; values = @('Url', 'TDMQ') }
      '--callback-mq' = @{ help = 'TDMQ queue: Topic or Queue, one of sh bj gz cd hk, and its name'; values = '<anything>' }
      '--priority' = @{ help = '0 (default), 1 or 2, the most urgent'; values = @('0', '1', '2') }
      '--hot-words' = @{ help = 'hot word table to use'; values = '<anything>' }
      '--help' = @{ help = 'show help'; values = $null }
      '-h' = @{ help = 'show help'; values = $null }
    }
    operand = '<files>'
  }
  'wait' = @{
    commands = @{

    }
    flags = @{
      '--timeout' = @{ help = 'stop waiting after this time (exit 7): 90s, 15m, 2h; default: never'; values = '<anything>' }
      '--interval' = @{ help = 'time between two calls; default: short at first, then longer'; values = '<anything>' }
      '--any' = @{ help = 'stop when the first job is finished'; values = $null }
      '--exec' = @{ help = 'run this program per finished job, with its document on stdin'; values = '<anything>' }
      '--progress' = @{ help = 'progress lines: each change, none, or one per time such as 10s; default: each up to 50 items, then 30s'; values = '<anything>' }
      '--notify-me' = @{ help = 'ring the bell and show a desktop notification when it is done (on a terminal)'; values = $null }
      '--null' = @{ help = 'items on stdin end with NUL instead of a line end'; values = $null }
      '-0' = @{ help = 'items on stdin end with NUL instead of a line end'; values = $null }
      '--allow-empty' = @{ help = 'exit 0 if the list has no items'; values = $null }
      '--help' = @{ help = 'show help'; values = $null }
      '-h' = @{ help = 'show help'; values = $null }
    }
    operand = '<jobs>'
  }
  'get' = @{
    commands = @{

    }
    flags = @{
      '--segments' = @{ help = 'show every segment of a transcript'; values = $null }
      '--no-pager' = @{ help = 'print to the terminal directly, not through $PAGER'; values = $null }
      '--raw' = @{ help = 'add the answer exactly as the service sent it'; values = $null }
      '--result-file' = @{ help = 'read the transcript from the result file that the job left in its bucket (ci)'; values = $null }
      '--columns' = @{ help = 'columns of the table, csv and tsv: id,state,title,age …'; values = @('id', 'state', 'type', 'title', 'age', 'tookMs', 'input', 'createdAt', 'updatedAt', 'startedAt', 'finishedAt', 'description', 'provider', 'providerState', 'profile', 'region', 'userData', 'error') }
      '--null' = @{ help = 'items on stdin end with NUL instead of a line end'; values = $null }
      '-0' = @{ help = 'items on stdin end with NUL instead of a line end'; values = $null }
      '--allow-empty' = @{ help = 'exit 0 if the list has no items'; values = $null }
      '--help' = @{ help = 'show help'; values = $null }
      '-h' = @{ help = 'show help'; values = $null }
    }
    operand = '<jobs>'
  }
  'list' = @{
    commands = @{

    }
    flags = @{
      '--state' = @{ help = 'only these states: queued, running, paused, succeeded, failed, cancelled, unknown'; values = @('queued', 'running', 'paused', 'succeeded', 'failed', 'cancelled', 'unknown') }
      '--type' = @{ help = 'only these job types, in the words of the service: ASR …'; values = @('ASR', 'DynamicChart', 'VideoTranslation', 'TextToSpeech', 'SpeechRecognition') }
      '--since' = @{ help = 'created at or after this time: 2d, yesterday, 2026-01-31, epoch seconds …'; values = '<anything>' }
      '--until' = @{ help = 'created before this time'; values = '<anything>' }
      '--title' = @{ help = 'only titles that contain this text'; values = '<anything>' }
      '--input' = @{ help = 'only inputs that contain this text'; values = '<anything>' }
      '--sort' = @{ help = 'order by creation'; values = @('created:desc', 'created:asc') }
      '--limit' = @{ help = 'at most this many jobs'; values = '<anything>' }
      '--all' = @{ help = 'list every job'; values = $null }
      '--next-token' = @{ help = 'continue where an earlier list with the same filters stopped'; values = '<anything>' }
      '--watch' = @{ help = 'refresh until q is pressed, highlighting changes'; values = $null }
      '--columns' = @{ help = 'columns of the table, csv and tsv: id,state,title,age …'; values = @('id', 'state', 'type', 'title', 'age', 'tookMs', 'input', 'createdAt', 'updatedAt', 'startedAt', 'finishedAt', 'description', 'provider', 'providerState', 'profile', 'region', 'userData', 'error') }
      '--queue' = @{ help = 'only jobs of this queue'; values = '<anything>' }
      '--help' = @{ help = 'show help'; values = $null }
      '-h' = @{ help = 'show help'; values = $null }
    }
    operand = $null
  }
  'retry' = @{
    commands = @{

    }
    flags = @{
      '--null' = @{ help = 'items on stdin end with NUL instead of a line end'; values = $null }
      '-0' = @{ help = 'items on stdin end with NUL instead of a line end'; values = $null }
      '--allow-empty' = @{ help = 'exit 0 if the list has no items'; values = $null }
      '--help' = @{ help = 'show help'; values = $null }
      '-h' = @{ help = 'show help'; values = $null }
    }
    operand = '<jobs>'
  }
  'cancel' = @{
    commands = @{

    }
    flags = @{
      '--null' = @{ help = 'items on stdin end with NUL instead of a line end'; values = $null }
      '-0' = @{ help = 'items on stdin end with NUL instead of a line end'; values = $null }
      '--allow-empty' = @{ help = 'exit 0 if the list has no items'; values = $null }
      '--help' = @{ help = 'show help'; values = $null }
      '-h' = @{ help = 'show help'; values = $null }
    }
    operand = '<jobs>'
  }
  'open' = @{
    commands = @{

    }
    flags = @{
      '--help' = @{ help = 'show help'; values = $null }
      '-h' = @{ help = 'show help'; values = $null }
    }
    operand = '<jobs>'
  }
  'export-srt' = @{
    commands = @{

    }
    flags = @{
      '--output' = @{ help = 'where to write; - is stdout; may repeat'; values = '<files>' }
      '-o' = @{ help = 'where to write; - is stdout; may repeat'; values = '<files>' }
      '--name' = @{ help = 'names of the files: {stem}, {id}, {title}, {lang}, {style}, {ext}'; values = '<anything>' }
      '--force' = @{ help = 'replace files that exist'; values = $null }
      '--result-file' = @{ help = 'read the transcript from the result file that the job left in its bucket (ci)'; values = $null }
      '--wait' = @{ help = 'wait for jobs that are not finished'; values = $null }
      '--timeout' = @{ help = 'with --wait: stop waiting after this time (exit 7)'; values = '<anything>' }
      '--null' = @{ help = 'items on stdin end with NUL instead of a line end'; values = $null }
      '-0' = @{ help = 'items on stdin end with NUL instead of a line end'; values = $null }
      '--allow-empty' = @{ help = 'exit 0 if the list has no items'; values = $null }
      '--language' = @{ help = 'language of the text (BCP 47)'; values = '<anything>' }
      '--speakers' = @{ help = 'show who speaks'; values = $null }
      '--dashes' = @{ help = 'put two short turns in one cue, each with a dash'; values = $null }
      '--speaker-name' = @{ help = 'name of a speaker; may repeat'; values = '<anything>' }
      '--offset' = @{ help = 'move all times: 1.5, -800ms, +0:02'; values = '<anything>' }
      '--scale' = @{ help = 'multiply all times: 25/24'; values = '<anything>' }
      '--highlight' = @{ help = 'mark each word: WebVTT times, ASS karaoke, enhanced LRC'; values = $null }
      '--bilingual' = @{ help = 'add a second language below the first, aligned by time'; values = '<files>' }
      '--second-first' = @{ help = 'put the second language above the first'; values = $null }
      '--chapters' = @{ help = 'write chapters instead of cues'; values = $null }
      '--drop-fillers' = @{ help = 'leave out um, uh, 嗯 and similar words'; values = $null }
      '--case' = @{ help = 'keep, upper, lower or sentence'; values = '<anything>' }
      '--keep-overlap' = @{ help = 'keep cues of two speakers overlapping in every format'; values = $null }
      '--start-index' = @{ help = 'number of the first cue'; values = '<anything>' }
      '--crlf' = @{ help = 'use Windows line ends'; values = $null }
      '--bom' = @{ help = 'start with a byte order mark'; values = $null }
      '--csv-raw' = @{ help = 'do not escape spreadsheet formulas in cells'; values = $null }
      '--strict' = @{ help = 'fail if the transcript needs repair'; values = $null }
      '--report' = @{ help = 'list the rules of the style that could not be kept'; values = $null }
      '--style' = @{ help = 'readability rules, from asrctl styles: netflix-en, bbc … (default: by script)'; values = @('netflix-en', 'netflix', 'netflix-zh', 'netflix-zh-sdh', 'netflix-ja', 'netflix-ja-sdh', 'netflix-ko', 'netflix-ko-sdh', 'netflix-th', 'netflix-ar', 'netflix-hi', 'bbc', 'bbc-vertical', 'ted', 'amazon', 'dcmp', 'youtube', 'shorts', 'raw') }
      '--max-chars' = @{ help = 'columns in a line'; values = '<anything>' }
      '--max-lines' = @{ help = 'lines in a cue'; values = '<anything>' }
      '--max-cps' = @{ help = 'reading speed, characters per second'; values = '<anything>' }
      '--min-duration' = @{ help = 'shortest cue: 0.8, 800ms'; values = '<anything>' }
      '--max-duration' = @{ help = 'longest cue'; values = '<anything>' }
      '--gap' = @{ help = 'empty time between cues'; values = '<anything>' }
      '--chain-gap' = @{ help = 'gaps shorter than this are closed to --gap'; values = '<anything>' }
      '--fps' = @{ help = 'snap times to frames: 25, 23.976, 30000/1001'; values = '<anything>' }
      '--children' = @{ help = 'use the style''s reading speed for children'; values = $null }
      '--help' = @{ help = 'show help'; values = $null }
      '-h' = @{ help = 'show help'; values = $null }
      '--format' = @{ help = 'table, json, jsonl, csv, tsv, yaml, id; for subtitle files: srt, vtt …'; values = @('srt', 'vtt', 'ass', 'ttml', 'lrc', 'sbv', 'csv', 'tsv', 'txt', 'md', 'json', 'youtube-chapters') }
    }
    operand = '<jobs-files>'
  }
  'lint' = @{
    commands = @{

    }
    flags = @{
      '--fix' = @{ help = 'repair the broken cues only; needs -o, or --force to replace the files'; values = $null }
      '--reshape' = @{ help = 'shape all cues again; needs -o, or --force to replace the files'; values = $null }
      '--diff' = @{ help = 'with --fix: show the changes'; values = $null }
      '--dry-run' = @{ help = 'with --fix: write nothing'; values = $null }
      '--summary' = @{ help = 'show one line per file'; values = $null }
      '--output' = @{ help = 'where to write; - is stdout; may repeat'; values = '<files>' }
      '-o' = @{ help = 'where to write; - is stdout; may repeat'; values = '<files>' }
      '--force' = @{ help = 'replace files that exist'; values = $null }
      '--style' = @{ help = 'readability rules, from asrctl styles: netflix-en, bbc … (default: by script)'; values = @('netflix-en', 'netflix', 'netflix-zh', 'netflix-zh-sdh', 'netflix-ja', 'netflix-ja-sdh', 'netflix-ko', 'netflix-ko-sdh', 'netflix-th', 'netflix-ar', 'netflix-hi', 'bbc', 'bbc-vertical', 'ted', 'amazon', 'dcmp', 'youtube', 'shorts', 'raw') }
      '--max-chars' = @{ help = 'columns in a line'; values = '<anything>' }
      '--max-lines' = @{ help = 'lines in a cue'; values = '<anything>' }
      '--max-cps' = @{ help = 'reading speed, characters per second'; values = '<anything>' }
      '--min-duration' = @{ help = 'shortest cue: 0.8, 800ms'; values = '<anything>' }
      '--max-duration' = @{ help = 'longest cue'; values = '<anything>' }
      '--gap' = @{ help = 'empty time between cues'; values = '<anything>' }
      '--chain-gap' = @{ help = 'gaps shorter than this are closed to --gap'; values = '<anything>' }
      '--fps' = @{ help = 'snap times to frames: 25, 23.976, 30000/1001'; values = '<anything>' }
      '--children' = @{ help = 'use the style''s reading speed for children'; values = $null }
      '--help' = @{ help = 'show help'; values = $null }
      '-h' = @{ help = 'show help'; values = $null }
    }
    operand = '<files>'
  }
  'styles' = @{
    commands = @{

    }
    flags = @{
      '--help' = @{ help = 'show help'; values = $null }
      '-h' = @{ help = 'show help'; values = $null }
    }
    operand = @('netflix-en', 'netflix', 'netflix-zh', 'netflix-zh-sdh', 'netflix-ja', 'netflix-ja-sdh', 'netflix-ko', 'netflix-ko-sdh', 'netflix-th', 'netflix-ar', 'netflix-hi', 'bbc', 'bbc-vertical', 'ted', 'amazon', 'dcmp', 'youtube', 'shorts', 'raw')
  }
  'production' = @{
    commands = @{
      'list' = @{ help = 'List the production jobs that this machine submitted, newest first.'; path = 'production list' }
      'get' = @{ help = 'Show production jobs with their results and outputs.'; path = 'production get' }
      'wait' = @{ help = 'Wait until every production job is finished; prints a line for each as it finishes.'; path = 'production wait' }
      'submit' = @{ help = 'Submit a production job and print its id.'; path = 'production submit' }
      'cancel' = @{ help = 'Cancel production jobs and print the ids of the cancelled ones.'; path = 'production cancel' }
      'export' = @{ help = 'Write the result of a job: chapters as WebVTT or CSV, captions as their file.'; path = 'production export' }
    }
    flags = @{
      '--help' = @{ help = 'show help'; values = $null }
      '-h' = @{ help = 'show help'; values = $null }
    }
    operand = $null
  }
  'production list' = @{
    commands = @{

    }
    flags = @{
      '--limit' = @{ help = 'at most this many jobs'; values = '<anything>' }
      '--columns' = @{ help = 'columns of the table, csv and tsv: id,state,title,age …'; values = @('id', 'state', 'type', 'title', 'age', 'tookMs', 'input', 'createdAt', 'updatedAt', 'startedAt', 'finishedAt', 'description', 'provider', 'providerState', 'profile', 'region', 'userData', 'error') }
      '--help' = @{ help = 'show help'; values = $null }
      '-h' = @{ help = 'show help'; values = $null }
    }
    operand = $null
  }
  'production get' = @{
    commands = @{

    }
    flags = @{
      '--raw' = @{ help = 'add the answer exactly as the service sent it'; values = $null }
      '--null' = @{ help = 'items on stdin end with NUL instead of a line end'; values = $null }
      '-0' = @{ help = 'items on stdin end with NUL instead of a line end'; values = $null }
      '--allow-empty' = @{ help = 'exit 0 if the list has no items'; values = $null }
      '--help' = @{ help = 'show help'; values = $null }
      '-h' = @{ help = 'show help'; values = $null }
    }
    operand = '<productions>'
  }
  'production wait' = @{
    commands = @{

    }
    flags = @{
      '--timeout' = @{ help = 'stop waiting after this time (exit 7): 90s, 15m, 2h; default: never'; values = '<anything>' }
      '--interval' = @{ help = 'time between two calls; default: short at first, then longer'; values = '<anything>' }
      '--any' = @{ help = 'stop when the first job is finished'; values = $null }
      '--exec' = @{ help = 'run this program per finished job, with its document on stdin'; values = '<anything>' }
      '--progress' = @{ help = 'progress lines: each change, none, or one per time such as 10s; default: each up to 50 items, then 30s'; values = '<anything>' }
      '--notify-me' = @{ help = 'ring the bell and show a desktop notification when it is done (on a terminal)'; values = $null }
      '--null' = @{ help = 'items on stdin end with NUL instead of a line end'; values = $null }
      '-0' = @{ help = 'items on stdin end with NUL instead of a line end'; values = $null }
      '--allow-empty' = @{ help = 'exit 0 if the list has no items'; values = $null }
      '--help' = @{ help = 'show help'; values = $null }
      '-h' = @{ help = 'show help'; values = $null }
    }
    operand = '<productions>'
  }
  'production submit' = @{
    commands = @{

    }
    flags = @{
      '--function' = @{ help = 'Cover, VideoClip, VideoDelogo, VideoDetext, CaptionExtraction, VideoGreenScreenMatting, FaceBeauty, VideoH2V, MusicSegmentDetect, AudioBeatDetection, AudioQualityAssessment, SpeechDenoise, AudioMixing, MusicDemix'; values = '<anything>' }
      '--input' = @{ help = 'oss://bucket/object, a media id, or Input as JSON'; values = '<files>' }
      '--output' = @{ help = 'oss://bucket/object, or Output as JSON'; values = '<files>' }
      '--params' = @{ help = 'JobParams of the function, a JSON object'; values = '<anything>' }
      '--name' = @{ help = 'name of the job, at most 100 characters'; values = '<anything>' }
      '--template' = @{ help = 'template to use'; values = '<anything>' }
      '--model' = @{ help = 'model to use'; values = '<anything>' }
      '--pipeline' = @{ help = 'pipeline (queue) to run in'; values = '<anything>' }
      '--priority' = @{ help = '1 to 10'; values = '<anything>' }
      '--user-data' = @{ help = 'your own data, at most 256 characters'; values = '<anything>' }
      '--dry-run' = @{ help = 'show the request and send nothing'; values = $null }
      '--help' = @{ help = 'show help'; values = $null }
      '-h' = @{ help = 'show help'; values = $null }
    }
    operand = $null
  }
  'production cancel' = @{
    commands = @{

    }
    flags = @{
      '--null' = @{ help = 'items on stdin end with NUL instead of a line end'; values = $null }
      '-0' = @{ help = 'items on stdin end with NUL instead of a line end'; values = $null }
      '--allow-empty' = @{ help = 'exit 0 if the list has no items'; values = $null }
      '--help' = @{ help = 'show help'; values = $null }
      '-h' = @{ help = 'show help'; values = $null }
    }
    operand = '<productions>'
  }
  'production export' = @{
    commands = @{

    }
    flags = @{
      '--output' = @{ help = 'where to write; - is stdout; may repeat'; values = '<files>' }
      '-o' = @{ help = 'where to write; - is stdout; may repeat'; values = '<files>' }
      '--force' = @{ help = 'replace files that exist'; values = $null }
      '--help' = @{ help = 'show help'; values = $null }
      '-h' = @{ help = 'show help'; values = $null }
    }
    operand = '<productions>'
  }
  'hotwords' = @{
    commands = @{
      'list' = @{ help = 'List hotword libraries.'; path = 'hotwords list' }
      'get' = @{ help = 'Show hotword libraries with their words.'; path = 'hotwords get' }
    }
    flags = @{
      '--help' = @{ help = 'show help'; values = $null }
      '-h' = @{ help = 'show help'; values = $null }
    }
    operand = $null
  }
  'hotwords list' = @{
    commands = @{

    }
    flags = @{
      '--help' = @{ help = 'show help'; values = $null }
      '-h' = @{ help = 'show help'; values = $null }
    }
    operand = $null
  }
  'hotwords get' = @{
    commands = @{

    }
    flags = @{
      '--help' = @{ help = 'show help'; values = $null }
      '-h' = @{ help = 'show help'; values = $null }
    }
    operand = '<anything>'
  }
  'queue' = @{
    commands = @{
      'list' = @{ help = 'List the queues of the profile’s bucket.'; path = 'queue list' }
    }
    flags = @{
      '--help' = @{ help = 'show help'; values = $null }
      '-h' = @{ help = 'show help'; values = $null }
    }
    operand = $null
  }
  'queue list' = @{
    commands = @{

    }
    flags = @{
      '--help' = @{ help = 'show help'; values = $null }
      '-h' = @{ help = 'show help'; values = $null }
    }
    operand = $null
  }
  'local' = @{
    commands = @{
      'setup' = @{ help = 'Install a speech engine: PocketSphinx, its US English model, and ffmpeg.'; path = 'local setup' }
      'start' = @{ help = 'Start the service in the background and print its address.'; path = 'local start' }
      'stop' = @{ help = 'Stop the service; running jobs return to the queue.'; path = 'local stop' }
      'status' = @{ help = 'Show whether the service runs, its address and its engine.'; path = 'local status' }
      'prune' = @{ help = 'Delete ended jobs and their results; the service deletes them after 90 days.'; path = 'local prune' }
      'logs' = @{ help = 'Print the log of the service.'; path = 'local logs' }
      'env' = @{ help = 'Print the address and keys of the service for other clients; start it if needed.'; path = 'local env' }
      'faults' = @{ help = 'Inject faults into calls to the service, to test scripts.'; path = 'local faults' }
    }
    flags = @{
      '--help' = @{ help = 'show help'; values = $null }
      '-h' = @{ help = 'show help'; values = $null }
    }
    operand = $null
  }
  'local setup' = @{
    commands = @{

    }
    flags = @{
      '--yes' = @{ help = 'install without asking'; values = $null }
      '-y' = @{ help = 'install without asking'; values = $null }
      '--help' = @{ help = 'show help'; values = $null }
      '-h' = @{ help = 'show help'; values = $null }
    }
    operand = $null
  }
  'local start' = @{
    commands = @{

    }
    flags = @{
      '--port' = @{ help = 'port on 127.0.0.1 (default: the last one, or any free port)'; values = '<anything>' }
      '--concurrency' = @{ help = 'number of jobs at once (default: number of cores minus one)'; values = '<anything>' }
      '--engine' = @{ help = 'speech engine; fake is for load tests (default: auto)'; values = @('auto', 'whisper', 'pocketsphinx', 'command', 'fake') }
      '--model' = @{ help = 'model file for whisper.cpp (default: WHISPER_MODEL, or a usual folder)'; values = '<files>' }
      '--engine-command' = @{ help = 'your own engine: words or a JSON array; {input} is the WAV file'; values = '<anything>' }
      '--root' = @{ help = 'folder the service may read, repeatable (default: home and current folder)'; values = '<anything>' }
      '--idle-timeout' = @{ help = 'stop after this time without work, 0 for never (default: 15m)'; values = '<anything>' }
      '--foreground' = @{ help = 'run in this process until it is stopped, with the log on stderr'; values = $null }
      '--help' = @{ help = 'show help'; values = $null }
      '-h' = @{ help = 'show help'; values = $null }
    }
    operand = $null
  }
  'local stop' = @{
    commands = @{

    }
    flags = @{
      '--all' = @{ help = 'stop every local service of this user, of all state folders'; values = $null }
      '--help' = @{ help = 'show help'; values = $null }
      '-h' = @{ help = 'show help'; values = $null }
    }
    operand = $null
  }
  'local status' = @{
    commands = @{

    }
    flags = @{
      '--exit-code' = @{ help = 'exit 8 if the service does not run'; values = $null }
      '--help' = @{ help = 'show help'; values = $null }
      '-h' = @{ help = 'show help'; values = $null }
    }
    operand = $null
  }
  'local prune' = @{
    commands = @{

    }
    flags = @{
      '--older-than' = @{ help = 'delete jobs that ended longer ago than this'; values = '<anything>' }
      '--help' = @{ help = 'show help'; values = $null }
      '-h' = @{ help = 'show help'; values = $null }
    }
    operand = $null
  }
  'local logs' = @{
    commands = @{

    }
    flags = @{
      '--follow' = @{ help = 'follow the log as it grows'; values = $null }
      '-f' = @{ help = 'follow the log as it grows'; values = $null }
      '--help' = @{ help = 'show help'; values = $null }
      '-h' = @{ help = 'show help'; values = $null }
    }
    operand = $null
  }
  'local env' = @{
    commands = @{

    }
    flags = @{
      '--help' = @{ help = 'show help'; values = $null }
      '-h' = @{ help = 'show help'; values = $null }
    }
    operand = $null
  }
  'local faults' = @{
    commands = @{
      'set' = @{ help = 'Inject a fault into the next calls; active until used up, cleared, or the service stops.'; path = 'local faults set' }
      'list' = @{ help = 'Show the active faults.'; path = 'local faults list' }
      'clear' = @{ help = 'Clear one fault, or all of them.'; path = 'local faults clear' }
    }
    flags = @{
      '--help' = @{ help = 'show help'; values = $null }
      '-h' = @{ help = 'show help'; values = $null }
    }
    operand = $null
  }
  'local faults set' = @{
    commands = @{

    }
    flags = @{
      '--operation' = @{ help = 'calls it affects (default: *, every call; for faults of jobs: submit)'; values = @('submit', 'get', 'list', 'upload', '*') }
      '--count' = @{ help = 'number of calls'; values = '<anything>' }
      '--delay' = @{ help = 'slow: time until the answer; throttling: requested wait; job-stuck: duration; skewed-clock: time ahead (--delay=-1h: behind)'; values = '<anything>' }
      '--help' = @{ help = 'show help'; values = $null }
      '-h' = @{ help = 'show help'; values = $null }
    }
    operand = @('answer-lost', 'reset', 'http-503', 'throttling', 'slow', 'cut', 'html', 'skewed-clock', 'job-fails', 'job-fails-silently', 'job-stuck')
  }
  'local faults list' = @{
    commands = @{

    }
    flags = @{
      '--help' = @{ help = 'show help'; values = $null }
      '-h' = @{ help = 'show help'; values = $null }
    }
    operand = $null
  }
  'local faults clear' = @{
    commands = @{

    }
    flags = @{
      '--help' = @{ help = 'show help'; values = $null }
      '-h' = @{ help = 'show help'; values = $null }
    }
    operand = @('answer-lost', 'reset', 'http-503', 'throttling', 'slow', 'cut', 'html', 'skewed-clock', 'job-fails', 'job-fails-silently', 'job-stuck')
  }
  'profile' = @{
    commands = @{
      'add' = @{ help = 'Add a profile. Keys are read from a prompt or stdin, or stay in the source that --source names.'; path = 'profile add' }
      'list' = @{ help = 'List profiles.'; path = 'profile list' }
      'show' = @{ help = 'Show a profile and whose keys it uses, never a secret.'; path = 'profile show' }
      'set' = @{ help = 'Change values of a profile; an empty value removes one.'; path = 'profile set' }
      'use' = @{ help = 'Make a profile the default.'; path = 'profile use' }
      'remove' = @{ help = 'Remove a profile and the keys stored with it.'; path = 'profile remove' }
      'test' = @{ help = 'Try a profile: list one job.'; path = 'profile test' }
    }
    flags = @{
      '--help' = @{ help = 'show help'; values = $null }
      '-h' = @{ help = 'show help'; values = $null }
    }
    operand = $null
  }
  'profile add' = @{
    commands = @{

    }
    flags = @{
      '--provider' = @{ help = 'service: ims (Alibaba Cloud IMS), ci (Tencent Cloud CI)'; values = @('ims', 'ci') }
      '--source' = @{ help = 'where the keys are (default: stored)'; values = '<anything>' }
      '--source-profile' = @{ help = 'profile or section of that source'; values = '<anything>' }
      '--command' = @{ help = 'program that prints keys as JSON, for --source command'; values = '<anything>' }
      '--stdin' = @{ help = 'read key id, secret and, if any, token from stdin, one per line'; values = $null }
      '--force' = @{ help = 'replace an existing profile; its stored keys stay unless new ones are given'; values = $null }
      '--bucket' = @{ help = 'ims: OSS bucket that transcribe uploads to (IMS); ci: bucket with speech recognition enabled'; values = '<anything>' }
      '--vpc' = @{ help = 'reach IMS from inside an Alibaba Cloud VPC'; values = $null }
      '--request-timeout' = @{ help = 'how long to wait for an answer: 90s, 2m (default: 60s)'; values = '<anything>' }
      '--insecure-http' = @{ help = 'allow an http:// endpoint, which sends signed requests unencrypted'; values = $null }
      '--jobs-api' = @{ help = 'which of the two job interfaces to use (default: asr_jobs)'; values = @('asr_jobs', 'jobs') }
      '--help' = @{ help = 'show help'; values = $null }
      '-h' = @{ help = 'show help'; values = $null }
    }
    operand = '<anything>'
  }
  'profile list' = @{
    commands = @{

    }
    flags = @{
      '--help' = @{ help = 'show help'; values = $null }
      '-h' = @{ help = 'show help'; values = $null }
    }
    operand = $null
  }
  'profile show' = @{
    commands = @{

    }
    flags = @{
      '--help' = @{ help = 'show help'; values = $null }
      '-h' = @{ help = 'show help'; values = $null }
    }
    operand = '<profiles>'
  }
  'profile set' = @{
    commands = @{

    }
    flags = @{
      '--help' = @{ help = 'show help'; values = $null }
      '-h' = @{ help = 'show help'; values = $null }
    }
    operand = '<profiles>'
  }
  'profile use' = @{
    commands = @{

    }
    flags = @{
      '--help' = @{ help = 'show help'; values = $null }
      '-h' = @{ help = 'show help'; values = $null }
    }
    operand = '<profiles>'
  }
  'profile remove' = @{
    commands = @{

    }
    flags = @{
      '--help' = @{ help = 'show help'; values = $null }
      '-h' = @{ help = 'show help'; values = $null }
    }
    operand = '<profiles>'
  }
  'profile test' = @{
    commands = @{

    }
    flags = @{
      '--help' = @{ help = 'show help'; values = $null }
      '-h' = @{ help = 'show help'; values = $null }
    }
    operand = '<profiles>'
  }
  'doctor' = @{
    commands = @{

    }
    flags = @{
      '--explain' = @{ help = 'show where each setting comes from'; values = $null }
      '--help' = @{ help = 'show help'; values = $null }
      '-h' = @{ help = 'show help'; values = $null }
    }
    operand = $null
  }
  'completion' = @{
    commands = @{

    }
    flags = @{
      '--install' = @{ help = 'write the script where new shells of this user find it'; values = $null }
      '--uninstall' = @{ help = 'remove the script that --install wrote'; values = $null }
      '--help' = @{ help = 'show help'; values = $null }
      '-h' = @{ help = 'show help'; values = $null }
    }
    operand = @('bash', 'zsh', 'fish', 'powershell')
  }
  'help' = @{
    commands = @{

    }
    flags = @{
      '--help' = @{ help = 'show help'; values = $null }
      '-h' = @{ help = 'show help'; values = $null }
    }
    operand = @('transcribe', 'submit', 'wait', 'get', 'list', 'retry', 'cancel', 'open', 'export-srt', 'lint', 'styles', 'production', 'hotwords', 'queue', 'local', 'profile', 'doctor', 'completion', 'help', 'journal', 'paths', 'schema', 'version', 'profiles', 'formats', 'environment', 'exit-codes')
  }
  'journal' = @{
    commands = @{
      'prune' = @{ help = 'Remove old entries of finished submits from the journal.'; path = 'journal prune' }
    }
    flags = @{
      '--help' = @{ help = 'show help'; values = $null }
      '-h' = @{ help = 'show help'; values = $null }
    }
    operand = $null
  }
  'journal prune' = @{
    commands = @{

    }
    flags = @{
      '--older-than' = @{ help = 'remove entries older than this, at least 7d'; values = '<anything>' }
      '--help' = @{ help = 'show help'; values = $null }
      '-h' = @{ help = 'show help'; values = $null }
    }
    operand = $null
  }
  'paths' = @{
    commands = @{

    }
    flags = @{
      '--help' = @{ help = 'show help'; values = $null }
      '-h' = @{ help = 'show help'; values = $null }
    }
    operand = $null
  }
  'schema' = @{
    commands = @{

    }
    flags = @{
      '--help' = @{ help = 'show help'; values = $null }
      '-h' = @{ help = 'show help'; values = $null }
    }
    operand = '<anything>'
  }
  'version' = @{
    commands = @{

    }
    flags = @{
      '--help' = @{ help = 'show help'; values = $null }
      '-h' = @{ help = 'show help'; values = $null }
    }
    operand = $null
  }
}
Register-ArgumentCompleter -Native -CommandName asrctl -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $at = ''
  $flag = $null
  $typed = $commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
    Select-Object -Skip 1 | ForEach-Object { $_.ToString() }
  foreach ($word in $typed) {
    if ($null -ne $flag) { $flag = $null; continue }
    $known = $asrctlTree[$at].flags[$word]
    if ($null -eq $known) { $known = $asrctlTree[''].flags[$word] }
    if ($null -ne $known) { if ($null -ne $known.values) { $flag = $known } }
    elseif ($asrctlTree[$at].commands.ContainsKey($word)) { $at = $asrctlTree[$at].commands[$word].path }
  }
  $prefix = ''
  $offers = if ($null -ne $flag) { $flag.values }
  elseif ($wordToComplete -like '--*=*') {
    $name, $rest = $wordToComplete -split '=', 2
    $prefix = "$name="
    $known = $asrctlTree[$at].flags[$name]
    if ($null -eq $known) { $known = $asrctlTree[''].flags[$name] }
    $known.values
  }
  elseif ($wordToComplete -like '-*') { @($asrctlTree[$at].flags.Keys) + @($asrctlTree[''].flags.Keys) }
  elseif ($asrctlTree[$at].commands.Count -gt 0) { $asrctlTree[$at].commands.Keys }
  else { $asrctlTree[$at].operand }
  if ($offers -eq '<files>' -or $offers -eq '<anything>') { return }
  # An offer is put on the command line without quotes: only names of safe characters.
  if ($offers -eq '<profiles>') {
    $offers = asrctl __complete profiles 2>$null | Where-Object { $_ -match '^[A-Za-z0-9._-]+$' }
  }
  if ($offers -in '<jobs>', '<productions>', '<jobs-files>') {
    asrctl __complete ($offers -replace '[<>]|-files') 2>$null | ForEach-Object {
      $id, $help = $_ -split "`t", 2
      if ($id -match '^[A-Za-z0-9._-]+$' -and $id -like "$wordToComplete*") {
        [System.Management.Automation.CompletionResult]::new($id, $id, 'ParameterValue', "$help")
      }
    }
    return
  }
  $offers | Sort-Object -Unique | Where-Object { "$prefix$_" -like "$wordToComplete*" } | ForEach-Object {
    $help = $asrctlTree[$at].flags[$_].help
    if (-not $help) { $help = $asrctlTree[''].flags[$_].help }
    if (-not $help) { $help = $asrctlTree[$at].commands[$_].help }
    if (-not $help) { $help = $_ }
    [System.Management.Automation.CompletionResult]::new("$prefix$_", $_, 'ParameterValue', $help)
  }
}
