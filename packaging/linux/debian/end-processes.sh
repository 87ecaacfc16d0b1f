# Ends every process of the program in $1: asks, waits until its work is written down, and at last insists.
end_processes() {
    for signal in TERM KILL; do
        left=30
        while [ "$left" -gt 0 ]; do
            running=
            for process in /proc/[0-9]*; do
                # A container shows the same path for a program of its own.
                [ "$process/root" -ef / ] || continue
                case "$(readlink "$process/exe" 2>/dev/null)" in
                    "$1" | "$1 (deleted)") running="$running ${process#/proc/}" ;;
                esac
            done
            [ -n "$running" ] || return 0
            if [ "$left" -eq 30 ]; then
                # shellcheck disable=SC2086 # one word each
                kill -s "$signal" $running 2>/dev/null || true
            fi
            sleep 1
            left=$((left - 1))
        done
    done
}
