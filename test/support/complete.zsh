# What zsh offers for command lines: `<number of the line> <word>`, one a line, lines counted from 1.
# Usage: zsh -f complete.zsh SCRIPT LINE...
# Completion works only while somebody edits a line, so an interactive zsh runs behind a pseudo-terminal;
# there `compadd` also writes down what it was given and matched.
if [[ $1 == --inside ]]; then
  PS1= PS2= RPS1=
  autoload -Uz compinit && compinit -u -D
  source $2
  typeset -g hits_file=$3 number=0
  typeset -ga asked=("${@[4,-1]}")
  compadd() {
    # -O, -A and -D only sort words into arrays: those are the completion system's own questions.
    if [[ ${(M)@[1,(i)(-|--)]:#-*[OAD]} == '' ]]; then
      local -a hits
      builtin compadd -A hits "$@"
      (( $#hits )) && print -rl -- "$number "$^hits >>$hits_file
    fi
    builtin compadd "$@"
  }
  offer() {
    for line in $asked; do
      (( number += 1 ))
      BUFFER=$line CURSOR=$#line
      zle listed-words
    done
    BUFFER=
    print -r -- "<""done"">"
  }
  zle -C listed-words list-choices _main_complete
  zle -N offer
  bindkey '^X' offer
  print -r -- "<""ready"">"
  return
fi

zmodload zsh/zpty
hits=$(mktemp)
zpty inner zsh -f -i
zpty -w inner "source ${(q)0} --inside ${(q)1} ${(q)hits} ${(q)@[2,-1]}"
zpty -r inner seen '*<ready>*'
zpty -w -n inner $'\x18'
zpty -r inner seen '*<done>*'
zpty -d inner
sort -u $hits
rm -f $hits
