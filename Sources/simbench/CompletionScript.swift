/// A shell that can complete command lines of simbench: its script asks the program itself.
enum CompletionScript: String, CaseIterable {
  case bash
  case zsh
  case fish

  /// The script.
  var text: String {
    switch self {
    case .bash: CompletionScript.bashText
    case .zsh: CompletionScript.zshText
    case .fish: CompletionScript.fishText
    }
  }

  // Bash breaks words at = and :, so they are put together again, and what stands before is taken off the answers.
  private static let bashText = #"""
    # bash completion of simbench
    _simbench() {
      local -a words=()
      local i word line glue= whole before rest
      COMPREPLY=()
      for ((i = 1; i <= COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        if [[ ( $word == [=:]* || -n $glue ) && ${#words[@]} -gt 0 ]]; then
          words[${#words[@]} - 1]+=$word
        else
          words+=("$word")
        fi
        glue=
        [[ $word == [=:] ]] && glue=1
      done
      whole=${words[${#words[@]} - 1]}
      before=
      [[ $whole == *[=:]* ]] && before=${whole%"${whole##*[=:]}"}
      rest=${whole#"$before"}
      while IFS= read -r line; do
        case $line in
          :files) compopt -o filenames 2>/dev/null
            while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -f -- "$rest") ;;
          :folders) compopt -o filenames 2>/dev/null
            while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -d -- "$rest") ;;
          *) word=${line%%$'\t'*}
            [[ $word == *= ]] && compopt -o nospace 2>/dev/null
            COMPREPLY+=("${word#"$before"}") ;;
        esac
      done < <("$1" complete -- "${words[@]}" 2>/dev/null)
    }
    complete -F _simbench simbench

    """#

  private static let zshText = #"""
    #compdef simbench
    # zsh completion of simbench
    _simbench() {
      local -a names assignments
      local line files= folders= word
      for line in ${(f)"$(${(Q)~words[1]} complete -- "${(@Q)words[2,CURRENT]}" 2>/dev/null)"}; do
        case $line in
          :files) files=1 ;;
          :folders) folders=1 ;;
          *)
            word=${line%%$'\t'*}
            if [[ $word == *= ]]; then
              assignments+=("$word")
            elif [[ $line == *$'\t'* ]]; then
              names+=("${word//:/\\:}:${line#*$'\t'}")
            else
              names+=("${word//:/\\:}")
            fi ;;
        esac
      done
      (( $#names )) && _describe simbench names
      (( $#assignments )) && compadd -S '' -a assignments
      if [[ -n $files$folders ]]; then
        [[ $words[CURRENT] == --*=* ]] && compset -P '*='
        if [[ -n $files ]]; then _files; else _files -/; fi
      fi
    }
    if [[ $funcstack[1] == _simbench ]]; then _simbench "$@"; else compdef _simbench simbench; fi

    """#

  private static let fishText = #"""
    # fish completion of simbench
    function __simbench_complete
      set -l words (commandline -opc)
      set -l last (commandline -ct)
      for line in ($words[1] complete -- $words[2..-1] "$last" 2>/dev/null)
        switch $line
          case ':files'
            __fish_complete_path "$last"
          case ':folders'
            __fish_complete_directories "$last" ''
          case '*'
            echo $line
        end
      end
    end
    complete -c simbench -f -a '(__simbench_complete)'

    """#
}
