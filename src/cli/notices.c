/* onward notices [CODE] */
#include "cli/cli.h"

static int put_one(const char *code, int is_json) {
    onward_error error = {0};
    char *text = NULL;
    if (onward_notice_explain(&text, code, &error) != ONWARD_OK) return ow_cli_fail(&error);
    if (!is_json) {
        ow_cli_put(text);
        return 0;
    }
    fputs("{\"code\": ", stdout);
    ow_cli_json_string(stdout, code);
    fputs(", \"text\": ", stdout);
    ow_cli_json_string(stdout, text);
    fputs("}\n", stdout);
    onward_text_free(text);
    return 0;
}

static void put_codes(int is_json) {
    if (is_json) fputs("[", stdout);
    for (uint32_t i = 0; i < onward_notice_codes(); i++) {
        if (!is_json) {
            printf("%s\n", onward_notice_code(i));
            continue;
        }
        fputs(i ? ", " : "", stdout);
        ow_cli_json_string(stdout, onward_notice_code(i));
    }
    if (is_json) fputs("]\n", stdout);
}

int ow_cli_notices(const ow_cli_args *args) {
    int is_json = ow_cli_flag(args, "json");
    if (ow_cli_flag(args, "markdown")) {
        onward_error error = {0};
        char *text = NULL;
        if (is_json || args->operands_count)
            return ow_cli_usage("notices", "--markdown stands alone");
        if (onward_notices_markdown(&text, &error) != ONWARD_OK) return ow_cli_fail(&error);
        ow_cli_put(text);
        return 0;
    }
    if (args->operands_count) return put_one(args->operands[0], is_json);
    put_codes(is_json);
    return 0;
}
