package io.zhiyin.record;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Base64;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * AES-256-GCM with a key set in the data folder, readable by its owner alone. The field's name is
 * bound to the ciphertext, so that a value moved to another field does not open.
 */
@Component
class KeyFileSealer implements Sealer {
    private final Aead aead;

    KeyFileSealer(@Value("${zhiyin.data:./data}") Path data) {
        try {
            AeadConfig.register();
            aead =
                    keys(data.resolve("keys").resolve("fields.json"))
                            .getPrimitive(RegistryConfiguration.get(), Aead.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the keys of encrypted fields cannot be read", e);
        } catch (IOException e) {
            throw new UncheckedIOException("the keys of encrypted fields cannot be read", e);
        }
    }

    private static KeysetHandle keys(Path file) throws GeneralSecurityException, IOException {
        if (!Files.exists(file)) {
            create(file);
        }
        return TinkJsonProtoKeysetFormat.parseKeyset(
                Files.readString(file), InsecureSecretKeyAccess.get());
    }

    private static void create(Path file) throws GeneralSecurityException, IOException {
        Files.createDirectories(file.getParent());
        String text =
                TinkJsonProtoKeysetFormat.serializeKeyset(
                        KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM),
                        InsecureSecretKeyAccess.get());
        Path beside = file.resolveSibling("fields.json." + ProcessHandle.current().pid());
        Files.deleteIfExists(beside);
        Files.createFile(
                beside,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(beside, text);
        try {
            // moved when whole: a program killed in between must not leave empty keys behind
            Files.move(beside, file);
        } catch (FileAlreadyExistsException e) {
            // another program on the same folder made it first; its keys count
        }
    }

    @Override
    public String seal(String field, String clear) {
        try {
            byte[] sealed = aead.encrypt(bytes(clear), bytes(field));
            return MARK + Base64.getEncoder().withoutPadding().encodeToString(sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot seal " + field, e);
        }
    }

    @Override
    public String open(String field, String sealed) {
        if (!sealed.startsWith(MARK)) {
            return sealed;
        }
        try {
            byte[] clear =
                    aead.decrypt(
                            Base64.getDecoder().decode(sealed.substring(MARK.length())),
                            bytes(field));
            return new String(clear, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "cannot open " + field + ": its key is missing or it was changed", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
