import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.RuleId;

/**
 * Asks the veraPDF engine about many files in one run, because starting the JVM and reading the
 * profiles costs more than judging a short report.
 *
 * <p>Arguments are pairs {@code FLAVOUR FILE}, or one {@code @LIST}: a file with one pair per line,
 * a TAB between. For each pair one JSON line goes to standard output:
 *
 * <pre>{"file":"a.pdf","flavour":"3a","compliant":false,"failures":[
 *   {"rule":"6.1.7.1-1","message":"…","location":"…","count":2}]}</pre>
 *
 * or, when the engine could say neither yes nor no, {@code {"file":…,"flavour":…,"error":"…"}}. Exit
 * code 0: all were judged, compliant or not. 2: at least one could not be, or the call was wrong.
 */
public final class VeraPdf {
    public static void main(String[] args) throws Exception {
        // The engine logs each oddity of a broken file; the verdict says it better.
        Logger.getLogger("").setLevel(Level.OFF);
        List<String[]> pairs = pairs(args);
        if (pairs.isEmpty()) {
            System.err.println("usage: verapdf (FLAVOUR FILE)... | @LIST");
            System.exit(2);
        }
        // The engine prints to standard output now and then; keep that for verdicts alone.
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        VeraGreenfieldFoundryProvider.initialise();
        boolean all = true;
        for (String[] pair : pairs) {
            String head = "{\"file\":" + quote(pair[1]) + ",\"flavour\":" + quote(pair[0]);
            try {
                out.println(head + verdict(pair[0], new File(pair[1])) + "}");
            } catch (Exception | LinkageError | StackOverflowError e) {
                // `profile not supported` and the like also come here: never a silent yes.
                all = false;
                out.println(head + ",\"error\":" + quote(e.toString()) + "}");
            }
        }
        System.exit(all ? 0 : 2);
    }

    private static List<String[]> pairs(String[] args) throws Exception {
        List<String[]> pairs = new ArrayList<>();
        if (args.length == 1 && args[0].startsWith("@")) {
            for (String line : Files.readAllLines(Path.of(args[0].substring(1)))) {
                String[] pair = line.split("\t", 2);
                if (pair.length != 2) return List.of();
                pairs.add(pair);
            }
        } else if (args.length % 2 == 0) {
            for (int i = 0; i < args.length; i += 2) {
                pairs.add(Arrays.copyOfRange(args, i, i + 2));
            }
        }
        return pairs;
    }

    private static String verdict(String id, File file) throws Exception {
        PDFAFlavour flavour = PDFAFlavour.byFlavourId(id);
        // An unknown id would be judged as no flavour at all, which every file satisfies.
        if (flavour == PDFAFlavour.NO_FLAVOUR) throw new IllegalArgumentException("no such flavour: " + id);
        if (!file.isFile()) throw new IllegalArgumentException("no such file");
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            if (result.getTotalAssertions() == 0) throw new IllegalStateException("the profile checked nothing");
            return ",\"compliant\":" + result.isCompliant() + ",\"failures\":" + failures(result);
        }
    }

    /** One entry for each broken rule, in the order of the rules: its first place, and how often. */
    private static String failures(ValidationResult result) {
        Map<String, TestAssertion> first = new TreeMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                first.putIfAbsent(name(assertion.getRuleId()), assertion);
            }
        }
        Map<String, Integer> counts = new TreeMap<>();
        result.getFailedChecks().forEach((rule, count) -> counts.put(name(rule), count));
        StringJoiner entries = new StringJoiner(",", "[", "]");
        first.forEach((rule, assertion) -> {
            String text = assertion.getErrorMessage();
            entries.add("{\"rule\":" + quote(rule)
                    + ",\"message\":" + quote(text == null || text.isEmpty() ? assertion.getMessage() : text)
                    + ",\"location\":" + quote(assertion.getLocation().getContext())
                    + ",\"count\":" + counts.getOrDefault(rule, 1) + "}");
        });
        return entries.toString();
    }

    private static String name(RuleId rule) {
        return rule.getClause() + "-" + rule.getTestNumber();
    }

    private static String quote(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (char c : String.valueOf(text).toCharArray()) {
            if (c == '"' || c == '\\') json.append('\\').append(c);
            else if (c < ' ' || Character.isSurrogate(c)) json.append(String.format("\\u%04x", (int) c));
            else json.append(c);
        }
        return json.append('"').toString();
    }
}
