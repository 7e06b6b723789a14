package io.zhiyin.record.imports;

import io.zhiyin.record.Actor;
import io.zhiyin.record.Problem;
import io.zhiyin.record.Problem.FieldError;
import io.zhiyin.record.Sent;
import io.zhiyin.record.imports.Import.Policy;
import io.zhiyin.record.imports.Imports.Choice;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import tools.jackson.databind.JsonNode;

/** Imports over HTTP. */
@RestController
@RequestMapping("/api/v1")
class ImportController {
    private static final MediaType XLSX =
            MediaType.parseMediaType(
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    private static final Set<String> MAPPING = Set.of("sheet", "headerRow", "columns");

    /** What an answer tells of a column may come back with its mapping. */
    private static final Set<String> COLUMN =
            Set.of("index", "field", "header", "duplicate", "samples", "confidence");

    private final Imports imports;
    private final ImportView view;
    private final Uploads uploads;

    ImportController(Imports imports, ImportView view, Uploads uploads) {
        this.imports = imports;
        this.view = view;
        this.uploads = uploads;
    }

    @PostMapping(path = "/{entity}/imports", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<Map<String, Object>> upload(
            Actor actor,
            @PathVariable String entity,
            @RequestParam(name = "file", required = false) MultipartFile file)
            throws IOException {
        if (file == null) {
            throw Problem.malformed("BAD_UPLOAD");
        }
        try (InputStream content = file.getInputStream()) {
            Import made = imports.upload(actor, entity, file.getOriginalFilename(), content);
            return ResponseEntity.created(URI.create("/api/v1/imports/" + made.id()))
                    .body(view.of(actor, made));
        }
    }

    /** Anything but a form with a file. */
    @PostMapping("/{entity}/imports")
    void noForm(Actor actor, @PathVariable String entity)
            throws HttpMediaTypeNotSupportedException {
        throw new HttpMediaTypeNotSupportedException(
                null, List.of(MediaType.MULTIPART_FORM_DATA), HttpMethod.POST);
    }

    @GetMapping("/imports/{id:\\d+}")
    Map<String, Object> get(Actor actor, @PathVariable String id) {
        return view.of(actor, imports.mine(actor, id(id)));
    }

    @PutMapping("/imports/{id:\\d+}/mapping")
    Map<String, Object> map(Actor actor, @PathVariable String id, @RequestBody JsonNode body)
            throws IOException {
        if (!body.isObject()) {
            throw Problem.malformed("NOT_AN_OBJECT");
        }
        List<FieldError> errors = new ArrayList<>();
        unknown(body, MAPPING, "", errors);
        String sheet = text(body.get("sheet"), "sheet", errors);
        Integer headerRow = whole(body.get("headerRow"), "headerRow", errors);
        List<Choice> choices = choices(body.get("columns"), errors);
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
        return view.of(actor, imports.map(actor, id(id), sheet, headerRow, choices));
    }

    private static List<Choice> choices(JsonNode columns, List<FieldError> errors) {
        if (columns == null || columns.isNull()) {
            return null;
        }
        List<Choice> choices = new ArrayList<>();
        if (!columns.isArray() || columns.size() > ImportFile.LIMITS.columns()) {
            errors.add(new FieldError("columns", "NOT_LIST"));
            return choices;
        }
        for (int i = 0; i < columns.size(); i++) {
            String at = "columns[" + i + "]";
            unknown(columns.get(i), COLUMN, at + ".", errors);
            Integer index = whole(columns.get(i).get("index"), at + ".index", errors);
            String field = text(columns.get(i).get("field"), at + ".field", errors);
            if (index == null) {
                errors.add(new FieldError(at + ".index", "UNKNOWN_COLUMN"));
            } else {
                choices.add(new Choice(index, field));
            }
        }
        return choices;
    }

    private static void unknown(
            JsonNode body, Set<String> known, String before, List<FieldError> errors) {
        for (String name : body.propertyNames()) {
            if (!known.contains(name)) {
                errors.add(new FieldError(before + Sent.shown(name), "UNKNOWN_FIELD"));
            }
        }
    }

    private static String text(JsonNode node, String name, List<FieldError> errors) {
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isString()) {
            errors.add(new FieldError(name, "NOT_TEXT"));
            return null;
        }
        return node.stringValue();
    }

    private static Integer whole(JsonNode node, String name, List<FieldError> errors) {
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isIntegralNumber() || !node.canConvertToInt()) {
            errors.add(new FieldError(name, "NOT_INTEGER"));
            return null;
        }
        return node.intValue();
    }

    @PostMapping("/imports/{id:\\d+}/check")
    ResponseEntity<Map<String, Object>> check(Actor actor, @PathVariable String id) {
        return accepted(imports.check(actor, id(id)));
    }

    @PostMapping("/imports/{id:\\d+}/commit")
    ResponseEntity<Map<String, Object>> commit(
            Actor actor, @PathVariable String id, @RequestBody(required = false) JsonNode body) {
        return accepted(imports.commit(actor, id(id), policy(body)));
    }

    private static Policy policy(JsonNode body) {
        if (body != null && !body.isNull()) {
            if (!body.isObject()) {
                throw Problem.malformed("NOT_AN_OBJECT");
            }
            List<FieldError> errors = new ArrayList<>();
            unknown(body, Set.of("duplicates"), "", errors);
            if (!errors.isEmpty()) {
                throw Problem.invalid(errors);
            }
        }
        JsonNode said = body == null ? null : body.get("duplicates");
        if (said == null || said.isNull()) {
            return Policy.SKIP;
        }
        for (Policy policy : Policy.values()) {
            if (said.isString() && policy.name().equals(said.stringValue())) {
                return policy;
            }
        }
        throw Problem.invalid("duplicates", "NOT_CHOICE");
    }

    private static ResponseEntity<Map<String, Object>> accepted(long job) {
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/jobs/" + job))
                .body(Map.of("jobId", Long.toString(job)));
    }

    /** The rejected rows as they came, with the reason; 404 while there are none. */
    @GetMapping("/imports/{id:\\d+}/errors")
    ResponseEntity<Resource> errors(Actor actor, @PathVariable String id) {
        Import of = imports.mine(actor, id(id));
        Path file = uploads.errors(of.id());
        if (!Files.exists(file)) {
            throw Problem.notFound();
        }
        ContentDisposition named =
                ContentDisposition.attachment()
                        .filename(view.errorFileName(actor, of), StandardCharsets.UTF_8)
                        .build();
        return ResponseEntity.ok()
                .contentType(XLSX)
                .header(HttpHeaders.CONTENT_DISPOSITION, named.toString())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(new FileSystemResource(file));
    }

    private static long id(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw Problem.notFound();
        }
    }
}
