package org.keelson.config.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keelson.config.Problem;

final class RecoveryReaderTest {
    private static final String FULL = "'auto_recovery':{'policy':'on-failure','max_retries':5,'retry_delay':6,"
            + "'backoff_factor':2.5,'reset_window':60,'stable_timeout':30,'backoff_policy':'10min'}";
    private static final Recovery FULL_READ = new Recovery(Recovery.Policy.ON_FAILURE, 5, Duration.ofSeconds(6), 2.5,
            Duration.ofSeconds(60), Duration.ofSeconds(30), new Recovery.Exhausted.Pause(Duration.ofMinutes(10)));

    private record Row(String keys, String member, String message) {}

    @Test
    void everyKeyOfAContainersRecoveryIsRead() {
        assertEquals(FULL_READ, SmallState.read(FULL).supervision().recovery());
    }

    @Test
    void whatARecoveryLeavesOutIsPlain() {
        assertEquals(
                new Recovery(Recovery.Policy.ALWAYS, 0, Duration.ZERO, 1, Duration.ZERO, Duration.ZERO,
                        new Recovery.Exhausted.Reboot()),
                SmallState.read("'auto_recovery':{'policy':'always'}").supervision().recovery());
    }

    @Test
    void everyPolicyHasItsWord() {
        assertEquals(Recovery.Policy.NO, policy("no"));
        assertEquals(Recovery.Policy.ALWAYS, policy("always"));
        assertEquals(Recovery.Policy.ON_FAILURE, policy("on-failure"));
        assertEquals(Recovery.Policy.UNLESS_STOPPED, policy("unless-stopped"));
    }

    @Test
    void aContainerThatSaysNothingRecoversAsItsGroup() {
        Recovery app = Group.DEFAULTS.getLast().recovery();

        assertEquals(app, SmallState.read("'group':'app'").supervision().recovery());
        assertEquals(FULL_READ, inGroupWith(FULL, "").supervision().recovery());
    }

    @Test
    void aContainersOwnRecoveryStandsAsAWhole() {
        assertEquals(Recovery.NO, inGroupWith(FULL, "'auto_recovery':{'policy':'no'}").supervision().recovery());
        assertEquals(Duration.ZERO,
                inGroupWith(FULL, "'auto_recovery':{'policy':'always'}").supervision().recovery().retryDelay());
    }

    @Test
    void aRecoveryWithoutPolicyIsNoneAndAWarning() {
        String keys = "'group':'app','auto_recovery':{'max_retries':3}";

        assertEquals(Recovery.Policy.NO,
                SampleState.value(SmallState.web(keys)).containers().getFirst().supervision().recovery().policy());
        SmallState.warned(keys, "auto_recovery.policy: missing, taken as \"no\"");
    }

    @Test
    void retriesThatAreUsedUpLeadToARebootToNothingOrToAPause() {
        assertEquals(new Recovery.Exhausted.Reboot(), exhausted("'reboot'"));
        assertEquals(new Recovery.Exhausted.Never(), exhausted("'never'"));
        assertEquals(pause(1), exhausted("'1s'"));
        assertEquals(pause(90), exhausted("'90'"));
        assertEquals(pause(90), exhausted("90"));
        assertEquals(pause(604_800), exhausted("'10080min'"));
        assertEquals(pause(604_800), exhausted("'168h'"));
    }

    @Test
    void numbersMayTakeTheirBounds() {
        Recovery most = SmallState.read("'auto_recovery':{'policy':'no','max_retries':1000000,'retry_delay':604800,"
                + "'backoff_factor':1000.000,'reset_window':604800,'stable_timeout':604800}").supervision().recovery();

        assertEquals(new Recovery(Recovery.Policy.NO, 1_000_000, Duration.ofDays(7), 1000, Duration.ofDays(7),
                Duration.ofDays(7), new Recovery.Exhausted.Reboot()), most);
        assertEquals(0.001, factor("0.001"));
        assertEquals(0, factor("0"));
        assertEquals(1.05, factor("1.05"));
    }

    @Test
    void whatIsWrongIsRefusedWithItsPlace() {
        String retries = ", expected a whole number from 0 to 1000000";
        String seconds = ", expected a whole number from 0 to 604800";
        String factor = ", expected a number from 0 to 1000 with at most 3 decimals";
        String pause = ", expected reboot, never or a time from 1s to 7 days, such as 30s, 10min or 2h";
        for (Row row : List.of(
                new Row("'policy':'on_failure'", ".policy",
                        "found \"on_failure\", expected no, always, on-failure or unless-stopped"),
                new Row("'policy':true", ".policy", "found true, expected a string"),
                new Row("'max_retries':1000001", ".max_retries", "found 1000001" + retries),
                new Row("'max_retries':'5'", ".max_retries", "found the string \"5\"" + retries),
                new Row("'max_retries':5.0", ".max_retries", "found 5.0" + retries),
                new Row("'retry_delay':604801", ".retry_delay", "found 604801" + seconds),
                new Row("'reset_window':-1", ".reset_window", "found -1" + seconds),
                new Row("'stable_timeout':null", ".stable_timeout", "found null" + seconds),
                new Row("'backoff_factor':1000.001", ".backoff_factor", "found 1000.001" + factor),
                new Row("'backoff_factor':1.0000", ".backoff_factor", "found 1.0000" + factor),
                new Row("'backoff_factor':-1", ".backoff_factor", "found -1" + factor),
                new Row("'backoff_factor':2e0", ".backoff_factor", "found 2e0" + factor),
                new Row("'backoff_factor':'2.0'", ".backoff_factor", "found the string \"2.0\"" + factor),
                new Row("'backoff_policy':'169h'", ".backoff_policy", "found the string \"169h\"" + pause),
                new Row("'backoff_policy':'0s'", ".backoff_policy", "found the string \"0s\"" + pause),
                new Row("'backoff_policy':'10m'", ".backoff_policy", "found the string \"10m\"" + pause),
                new Row("'backoff_policy':''", ".backoff_policy", "found the string \"\"" + pause),
                new Row("'backoff_policy':1.5", ".backoff_policy", "found 1.5" + pause),
                new Row("'backoff_policy':[]", ".backoff_policy", "found an array" + pause))) {
            SmallState.refused("'auto_recovery':{" + row.keys() + "}", "auto_recovery" + row.member(), row.message());
        }
        SmallState.refused("'auto_recovery':'always'", "auto_recovery", "found the string \"always\", expected an object");
    }

    @Test
    void aGroupsRecoveryIsReadByTheSameRules() {
        String text = SmallState.of("'groups.json':[{'name':'a','auto_recovery':{'policy':'sometimes'}}]");

        assertEquals(List.of(new Problem("groups.json:$[0].auto_recovery.policy",
                "found \"sometimes\", expected no, always, on-failure or unless-stopped")), SampleState.problems(text));
    }

    private static Container inGroupWith(String groupKeys, String keys) {
        String text = SmallState.of("'groups.json':[{'name':'g'," + groupKeys + "}]", SmallState.container("web", keys));
        return SampleState.value(text).containers().getFirst();
    }

    private static Recovery.Policy policy(String word) {
        return SmallState.read("'auto_recovery':{'policy':'" + word + "'}").supervision().recovery().policy();
    }

    private static double factor(String number) {
        return SmallState.read("'auto_recovery':{'policy':'no','backoff_factor':" + number + "}").supervision().recovery()
                .backoffFactor();
    }

    private static Recovery.Exhausted exhausted(String value) {
        return SmallState.read("'auto_recovery':{'policy':'no','backoff_policy':" + value + "}").supervision().recovery()
                .exhausted();
    }

    private static Recovery.Exhausted pause(long seconds) {
        return new Recovery.Exhausted.Pause(Duration.ofSeconds(seconds));
    }
}
