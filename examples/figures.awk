# What figures.sh writes into a README: the figures of one plan, as Markdown. Reads, in this order, the
# scenario's scenario.csv, sites.csv, links.csv, x_happened.csv (may be missing) and the plan's plan.csv,
# levels.csv, closings.csv, movements.csv. CSV as in RFC 4180, without line ends inside cells.

# Splits a record into cell[1..n]; returns n.
function split_csv(line,    n, c, i, quoted, s) {
    n = 1; s = ""; quoted = 0
    for (i = 1; i <= length(line); i++) {
        c = substr(line, i, 1)
        if (c == "\"") {
            if (quoted && substr(line, i + 1, 1) == "\"") { s = s c; i++ }
            else quoted = !quoted
        } else if (c == "," && !quoted) { cell[n++] = s; s = "" }
        else if (c != "\r") s = s c
    }
    cell[n] = s
    return n
}
function get(name) { return (name in column) ? cell[column[name]] : "" }

FNR == 1 {
    file = FILENAME; sub(/.*\//, "", file)
    delete column
    n = split_csv($0)
    for (i = 1; i <= n; i++) column[cell[i]] = i
    next
}
{ split_csv($0) }
file == "scenario.csv" { host = get("host_country"); next }
file == "sites.csv" { in_host[get("site_id")] = get("country") == host; next }
file == "links.csv" {
    id = get("link_id"); mode[id] = get("mode")
    from = in_host[get("from_site_id")]; to = in_host[get("to_site_id")]
    touches[id] = from || to; crosses[id] = from != to
    next
}
file == "x_happened.csv" { happened[get("site_id")] = get("happened"); any_happened = 1; next }
file == "plan.csv" {
    points = get("points"); bound = get("bound_points"); gap = get("gap_percent"); last_out = get("last_out_date")
    next
}
file == "levels.csv" {
    if (get("site_id") != "") next
    day = get("date"); people = get("people") + 0; items = get("items") + 0
    if (first_day == "") { first_day = day; first_people = people; first_items = items }
    if (people > peak) { peak = people; peak_day = day }
    if (substr(day, 9, 2) == "01" || day == first_day) { months[++month_count] = day; month_people[month_count] = people; month_items[month_count] = items }
    end_day = day; end_people = people; end_items = items
    next
}
file == "closings.csv" { closed[get("site_id")] = get("closed_date"); order[++closed_count] = get("site_id"); next }
file == "movements.csv" {
    id = get("link_id")
    if (!touches[id]) next
    if (crosses[id] && get("item_id") == "" && in_host[get("from_site_id")]) {
        out[mode[id]] += get("quantity"); people_out += get("quantity")
    }
    if (get("fleet_id") == "self") { if (get("item_id") != "") self += get("quantity"); next }
    key = get("fleet_id") SUBSEP get("vehicle") SUBSEP get("depart_date") SUBSEP get("trip")
    if (key in seen) next
    seen[key] = 1
    if (crosses[id]) { border[mode[id]]++; if (mode[id] == "road") convoy[id SUBSEP get("depart_date")] = 1 }
    else inside[mode[id]]++
}
END {
    for (k in convoy) convoys++
    print "| | |"
    print "|---|---|"
    printf "| points | %s |\n", points
    printf "| bound: no plan has fewer | %s |\n", bound
    printf "| gap | %s %% |\n", gap
    printf "| last movement in or out of the host country | %s |\n", last_out
    printf "| people in the country, peak | %d on %s |\n", peak, peak_day
    printf "| people in the country at the end | %d on %s |\n", end_people, end_day
    printf "| items in the country, end of first and of last day | %d, %d |\n", first_items, end_items
    printf "| people out by air, road, sea | %d, %d, %d |\n", out["air"], out["road"], out["sea"]
    printf "| flights over the border | %d |\n", border["air"]
    printf "| vehicles over the border by road, and convoys (days times roads) | %d, %d |\n", border["road"], convoys
    printf "| sailings | %d |\n", border["sea"]
    printf "| missions inside the country, air and road | %d, %d |\n", inside["air"], inside["road"]
    printf "| vehicles that drove themselves (legs) | %d |\n", self
    print ""
    print "| on | people in the country | items |"
    print "|---|---|---|"
    for (i = 1; i <= month_count; i++) printf "| %s | %d | %d |\n", months[i], month_people[i], month_items[i]
    printf "| %s | %d | %d |\n", end_day, end_people, end_items
    print ""
    if (any_happened) { print "| site | closed in the plan | what happened |"; print "|---|---|---|" }
    else { print "| site | closed in the plan |"; print "|---|---|" }
    for (i = 1; i <= closed_count; i++) {
        done[order[i]] = 1
        if (any_happened) printf "| %s | %s | %s |\n", order[i], closed[order[i]], (order[i] in happened) ? happened[order[i]] : ""
        else printf "| %s | %s |\n", order[i], closed[order[i]]
    }
    for (s in happened) if (!(s in done)) rest[++rest_count] = s
    for (i = 2; i <= rest_count; i++) {
        s = rest[i]
        for (j = i - 1; j >= 1 && rest[j] > s; j--) rest[j + 1] = rest[j]
        rest[j + 1] = s
    }
    for (i = 1; i <= rest_count; i++) printf "| %s | not closed | %s |\n", rest[i], happened[rest[i]]
}
