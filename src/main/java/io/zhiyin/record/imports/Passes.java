package io.zhiyin.record.imports;

import io.zhiyin.record.Actor;
import io.zhiyin.record.Actors;
import io.zhiyin.record.Bulk;
import io.zhiyin.record.Choices;
import io.zhiyin.record.Entities;
import io.zhiyin.record.Entity;
import io.zhiyin.record.Problem;
import io.zhiyin.record.Recognition;
import io.zhiyin.record.Sealer;
import io.zhiyin.record.Texts;
import java.io.IOException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Opens passes over the files of imports, in their uploaders' names and with today's rights. */
@Component
class Passes {
    private final JdbcTemplate db;
    private final Entities entities;
    private final ObjectProvider<Actors> actors;
    private final Choices choices;
    private final Texts texts;
    private final Sealer sealer;
    private final Bulk bulk;
    private final Recognition recognition;
    private final Uploads uploads;

    Passes(
            JdbcTemplate db,
            Entities entities,
            ObjectProvider<Actors> actors,
            Choices choices,
            Texts texts,
            Sealer sealer,
            Bulk bulk,
            Recognition recognition,
            Uploads uploads) {
        this.db = db;
        this.entities = entities;
        this.actors = actors;
        this.choices = choices;
        this.texts = texts;
        this.sealer = sealer;
        this.bulk = bulk;
        this.recognition = recognition;
        this.uploads = uploads;
    }

    /**
     * @throws Problem 403 when the uploader is gone or may not import any more
     */
    Actor actor(Import of) {
        Actor actor = actors.getObject().find(of.ownerId()).orElseThrow(Problem::forbidden);
        Imports.demand(actor, entities.named(of.entity()));
        return actor;
    }

    /**
     * @param dry nothing may be stored on the way
     */
    Pass open(Import of, Actor actor, boolean dry, long after) throws IOException {
        Entity entity = entities.named(of.entity());
        RowReader reader =
                new RowReader(
                        actor,
                        entity,
                        of.columns(),
                        new ReferenceNames(db, entities, actor),
                        new ChoiceNames(choices, texts),
                        sealer,
                        dry);
        ImportFile file = ImportFile.open(uploads.upload(of.id()));
        try {
            return new Pass(
                    file,
                    of.sheet(),
                    Math.max(of.headerRow(), after),
                    reader,
                    bulk,
                    recognition,
                    actor,
                    entity);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }
}
