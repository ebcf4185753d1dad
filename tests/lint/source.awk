# Checks the text of C files (.c, .h, .def): layers, sizes, words, opening comment. Prints one line a fault,
# `file:line: what is wrong`, and exits 1 if there was any. Run by tests/lint/source.sh under LC_ALL=C with
#   awk -v layers=tests/lint/layers.txt -f source.awk FILE...
# Functions are found by the shape clang-format gives them: a line that starts in column 1 and holds a
# parenthesis begins one, a line that starts with } ends it.

BEGIN {
    LINES_MAX = 1000; FUNCTION_LINES_MAX = 70; COLUMNS_MAX = 100
    # Written so that this file does not hold the words it looks for.
    FORBIDDEN = "(^|[^A-Za-z])(T[O]DO|F[I]XME|X[X]X|H[A]CK)([^A-Za-z]|$)|not i[m]plemented"
    UNSAFE = "(^|[^A-Za-z0-9_])(strcpy|strcat|sprintf|vsprintf|gets|atoi|atol|atof|strtok|rand|srand)[ ]*\\("
    FLOATING = "(^|[^A-Za-z0-9_])(double|float)([^A-Za-z0-9_]|$)"
    while ((getline line < layers) > 0) {
        if (line ~ /^#/ || line ~ /^[ \t]*$/) continue
        n = split(line, part, /[ \t]+/)
        rank[part[1]] = ++floors
        for (i = 2; i <= n; i++) {
            if (part[i] == "integers") integers[part[1]] = 1
            if (part[i] ~ /^only=/) only[part[1]] = "," substr(part[i], 6) ","
        }
    }
    if (floors == 0) { print layers ": no layers read"; failed = 1; exit }
}

function fault(line, text) { printf "%s:%d: %s\n", file, line, text; failed = 1 }

function finish_file() {
    if (file == "") return
    if (lines > LINES_MAX && file !~ /\.def$/)
        fault(lines, lines " lines; a file has at most " LINES_MAX)
}

FNR == 1 {
    finish_file()
    file = FILENAME; lines = 0; start = 0; commented = 0
    layer = ""
    if (match(file, /(^|\/)src\/[a-z]+\//)) {
        layer = substr(file, RSTART, RLENGTH); sub(/^.*src\//, "", layer); sub(/\//, "", layer)
        if (!(layer in rank)) fault(1, "folder src/" layer " is not in tests/lint/layers.txt")
    }
    public = file ~ /(^|\/)include\/onward\//
    embed = file ~ /(^|\/)examples\/embed\//
    if ((layer != "" || public) && $0 !~ /^\/[*\/]/)
        fault(1, "a file begins with a comment that says what it is for")
}

{ lines = FNR }

# Length in characters: the following bytes of a UTF-8 character do not count.
file !~ /\.def$/ && length($0) > COLUMNS_MAX {
    text = $0; gsub(/[\200-\277]/, "", text)
    if (length(text) > COLUMNS_MAX) fault(FNR, length(text) " columns; a line has at most " COLUMNS_MAX)
}

$0 ~ FORBIDDEN { fault(FNR, "a promise in place of work: finish it or say it in an issue") }

# What is left of a line without strings and comments; block comments may span lines.
{
    code = $0
    if (commented) {
        if (match(code, /\*\//)) { code = substr(code, RSTART + 2); commented = 0 } else code = ""
    }
    gsub(/\\./, "", code)
    gsub(/"[^"]*"/, "\"\"", code)
    gsub(/\/\*([^*]|\*+[^*\/])*\*+\//, " ", code)
    sub(/\/\/.*/, "", code)
    if (match(code, /\/\*/)) { code = substr(code, 1, RSTART - 1); commented = 1 }
}

code ~ UNSAFE { fault(FNR, "a function without bounds or with hidden state; see src/base") }

layer in integers && code ~ FLOATING {
    fault(FNR, "floating point in src/" layer ", which decides whether a plan is right: use integers")
}

$0 ~ /^[ \t]*#[ \t]*include/ { check_include() }

function check_include(    name, quoted, folder) {
    name = $0
    sub(/^[ \t]*#[ \t]*include[ \t]*/, "", name)
    quoted = name ~ /^"/
    gsub(/["<>].*$/, "", name)
    if (!match($0, /["<][^">]*[">]/)) return
    name = substr($0, RSTART + 1, RLENGTH - 2)
    if (name ~ /\.\./) { fault(FNR, "includes by a relative path: name the folder"); return }
    if (!quoted) return
    if (public || embed) {
        fault(FNR, "a public header and an embedding program include only <onward/...> and the system's")
        return
    }
    if (layer == "") return
    folder = name
    if (!sub(/\/.*$/, "", folder)) { fault(FNR, "includes \"" name "\" without its folder"); return }
    if (folder == layer) return
    if (!(folder in rank)) { fault(FNR, "includes \"" name "\" of an unknown folder"); return }
    if (layer in only && index(only[layer], "," folder ",") == 0)
        fault(FNR, "src/" layer " may not include src/" folder)
    else if (layer in rank && rank[folder] > rank[layer])
        fault(FNR, "src/" layer " includes src/" folder ", which stands above it")
}

# Function lengths. An initialiser or a type has no parenthesis on its first line, or is named here.
code ~ /^[A-Za-z_]/ && code !~ /^(typedef|struct|enum|union)[^(]*\{/ && code ~ /\(/ && code !~ /=[ ]*\{/ {
    start = FNR
}
start && code ~ /;[ \t]*$/ && code !~ /\{/ && FNR - start < 8 && !body { start = 0 }
start && code ~ /\{[ \t]*$/ { body = 1 }
code ~ /^\}/ {
    if (start && body && FNR - start + 1 > FUNCTION_LINES_MAX)
        fault(start, "a function of " (FNR - start + 1) " lines; it has at most " FUNCTION_LINES_MAX)
    start = 0; body = 0
}

END { finish_file(); exit failed ? 1 : 0 }
