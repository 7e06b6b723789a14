package io.zhiyin.record;

import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A person's favourites and the records he opened last. */
@RestController
@RequestMapping("/api/v1")
class BookmarksController {
    private final Bookmarks bookmarks;

    BookmarksController(Bookmarks bookmarks) {
        this.bookmarks = bookmarks;
    }

    @GetMapping("/favourites")
    Map<String, Object> favourites(Actor actor) {
        return Map.of("items", bookmarks.of(actor, Bookmarks.Kind.FAVOURITE));
    }

    @PutMapping("/favourites/{entity}/{id}")
    ResponseEntity<Void> addFavourite(
            Actor actor, @PathVariable String entity, @PathVariable String id) {
        bookmarks.put(actor, Bookmarks.Kind.FAVOURITE, entity, RecordController.id(id));
        return ResponseEntity.noContent().build();
    }

    @DeleteMapping("/favourites/{entity}/{id}")
    ResponseEntity<Void> removeFavourite(
            Actor actor, @PathVariable String entity, @PathVariable String id) {
        bookmarks.remove(actor, Bookmarks.Kind.FAVOURITE, entity, RecordController.id(id));
        return ResponseEntity.noContent().build();
    }

    @GetMapping("/recents")
    Map<String, Object> recents(Actor actor) {
        return Map.of("items", bookmarks.of(actor, Bookmarks.Kind.RECENT));
    }

    /** Told by the screen when a record's page is opened. */
    @PutMapping("/recents/{entity}/{id}")
    ResponseEntity<Void> opened(Actor actor, @PathVariable String entity, @PathVariable String id) {
        bookmarks.put(actor, Bookmarks.Kind.RECENT, entity, RecordController.id(id));
        return ResponseEntity.noContent().build();
    }
}
