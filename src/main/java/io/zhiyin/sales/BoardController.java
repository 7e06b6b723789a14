package io.zhiyin.sales;

import io.zhiyin.record.Actor;
import io.zhiyin.record.Filter;
import io.zhiyin.record.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The board over HTTP. */
@RestController
@RequestMapping("/api/v1/opportunities/board")
class BoardController {
    private static final Set<String> PARAMETERS = Set.of("pipelineId", "filter", "q", "sort");

    private final Board board;

    BoardController(Board board) {
        this.board = board;
    }

    @GetMapping
    Map<String, Object> board(Actor actor, HttpServletRequest request) {
        known(request, false);
        return board.read(actor, asked(request));
    }

    @GetMapping("/{stage:[A-Z][A-Z0-9_]*}")
    Map<String, Object> column(
            Actor actor, @PathVariable String stage, HttpServletRequest request) {
        known(request, true);
        return board.more(actor, asked(request), stage, text(request, "cursor"));
    }

    private static void known(HttpServletRequest request, boolean cursor) {
        for (String name : request.getParameterMap().keySet()) {
            if (!PARAMETERS.contains(name) && !(cursor && name.equals("cursor"))) {
                throw Problem.malformed("UNKNOWN_PARAMETER", name);
            }
        }
    }

    private static Board.Asked asked(HttpServletRequest request) {
        return new Board.Asked(
                pipeline(text(request, "pipelineId")),
                Filter.parse(text(request, "filter")),
                text(request, "q"),
                text(request, "sort"));
    }

    private static Long pipeline(String text) {
        try {
            return text == null ? null : Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw Problem.malformed("BAD_PARAMETER_NAMED", "pipelineId");
        }
    }

    private static String text(HttpServletRequest request, String name) {
        String text = request.getParameter(name);
        return text == null || text.isBlank() ? null : text;
    }
}
