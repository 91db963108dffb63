package io.invoicepay.examples.businesscentral;

import io.invoicepay.examples.InputFault;
import io.invoicepay.examples.json.JsonFile;
import io.invoicepay.examples.json.JsonNode;
import io.vavr.control.Option;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads the pages of one list and makes sure that none is missing: a page that names a further one must be followed by it, in the
 * same file, by the next file given, or by the file of that very name beside it.
 */
final class Pages {
    private static final int LONGEST = 100;

    private final String option;
    private final Consumer<JsonNode> documents;

    Pages(String option, Consumer<JsonNode> documents) {
        this.option = option;
        this.documents = documents;
    }

    void read(List<Path> given) {
        Deque<Path> waiting = new ArrayDeque<>(given);
        Set<Path> known = new HashSet<>();
        given.forEach(file -> known.add(identity(file)));
        Option<InputFault> open = Option.none();
        boolean hasLastPage = given.isEmpty();
        while (!waiting.isEmpty()) {
            Path file = waiting.remove();
            List<Envelope> envelopes = JsonFile.read(file, reader -> Envelope.readAll(reader, documents));
            hasLastPage |= envelopes.stream().anyMatch(e -> e.nextLink().isEmpty());
            for (String link : envelopes.get(envelopes.size() - 1).nextLink()) {
                Option<Path> beside = beside(file, link);
                beside.filter(further -> known.add(identity(further))).forEach(waiting::addFirst);
                if (beside.isEmpty() && waiting.isEmpty()) {
                    throw missing(file, shown(link) + deadEnd(link));
                }
                open = Option.some(missing(file, shown(link) + " leads back to a file that was read already"));
            }
        }
        if (!hasLastPage) {
            throw open.get();
        }
    }

    private InputFault missing(Path file, String why) {
        return new InputFault(
                file.toString(),
                "@odata.nextLink: a further page is missing: " + why + "; give the file that holds it with another "
                        + option);
    }

    /** Why a link cannot be followed. */
    private static String deadEnd(String link) {
        if (link.contains("://")) {
            return " is an address, and only a file beside this one is followed";
        }
        return plainName(link).isEmpty()
                ? " is no plain file name, and only a file beside this one is followed"
                : " is not there beside this file";
    }

    /** What may be a secret is left out: a query, a fragment, a user and a password. */
    private static String shown(String link) {
        String bare = link.replaceFirst("(?s)([?#]).*", "$1…").replaceFirst("(?<=//)[^/]*@", "");
        return "'" + (bare.length() > LONGEST ? bare.substring(0, LONGEST) + "…" : bare) + "'";
    }

    /** The file that a link names, if it is a plain name and such a file lies beside the page. */
    private static Option<Path> beside(Path page, String link) {
        return plainName(link).map(page::resolveSibling).filter(Files::isRegularFile);
    }

    private static Option<Path> plainName(String link) {
        try {
            return Option.some(Path.of(link))
                    .filter(name -> !link.isBlank() && name.getNameCount() == 1 && name.equals(name.getFileName()));
        } catch (InvalidPathException e) {
            return Option.none();
        }
    }

    private static Path identity(Path file) {
        return file.toAbsolutePath().normalize();
    }
}
