package io.zhiyin.record;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Sends files in and out. A browser shows pictures, and saves everything else. */
@RestController
@RequestMapping("/api/v1/files")
class FilesController {
    /** Pictures without script in them. */
    private static final Set<String> SHOWN =
            Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

    private static final String SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'";

    private static final int MOST_NAMED = 200;

    private final StoredFiles files;
    private final FileBytes bytes;
    private final long most;

    FilesController(
            StoredFiles files,
            FileBytes bytes,
            @Value("${zhiyin.files.largest:50MB}") DataSize largest) {
        this.files = files;
        this.bytes = bytes;
        this.most = largest.toBytes();
    }

    @PostMapping
    ResponseEntity<Map<String, Object>> send(
            Actor actor, @RequestParam(name = "file", required = false) MultipartFile file)
            throws IOException {
        if (file == null) {
            throw Problem.invalid("file", "REQUIRED");
        }
        if (file.getSize() > most) {
            throw new Problem(413, "TOO_LARGE");
        }
        if (file.isEmpty()) {
            throw Problem.invalid("file", "EMPTY");
        }
        try (InputStream content = file.getInputStream()) {
            var kept = files.add(actor, file.getOriginalFilename(), content);
            return ResponseEntity.created(java.net.URI.create("/api/v1/files/" + kept.id()))
                    .body(told(kept));
        }
    }

    private static Map<String, Object> told(StoredFiles.StoredFile file) {
        var told = new LinkedHashMap<String, Object>();
        told.put("id", Long.toString(file.id()));
        told.put("name", file.name());
        told.put("type", file.type());
        told.put("size", file.size());
        return told;
    }

    /** What a record's files are called; those the actor may not read are left out. */
    @GetMapping
    Map<String, Object> named(Actor actor, @RequestParam List<String> ids) {
        if (ids.size() > MOST_NAMED) {
            throw Problem.malformed("BAD_PARAMETER_NAMED", "ids");
        }
        List<Long> wanted = ids.stream().map(RecordController::id).toList();
        return Map.of(
                "items", files.named(actor, wanted).stream().map(FilesController::told).toList());
    }

    @GetMapping("/{id:\\d+}")
    ResponseEntity<Resource> read(Actor actor, @PathVariable String id) {
        var file = files.find(actor, RecordController.id(id)).orElseThrow(Problem::notFound);
        var content = new FileSystemResource(bytes.at(file.place()));
        if (!content.exists()) {
            throw Problem.notFound();
        }
        var disposition =
                SHOWN.contains(file.type())
                        ? ContentDisposition.inline()
                        : ContentDisposition.attachment();
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        disposition
                                .filename(file.name(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header("Content-Security-Policy", SANDBOX)
                .header("X-Content-Type-Options", "nosniff")
                .contentType(MediaType.parseMediaType(file.type()))
                .body(content);
    }
}
