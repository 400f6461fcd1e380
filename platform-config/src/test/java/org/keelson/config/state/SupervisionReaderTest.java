package org.keelson.config.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class SupervisionReaderTest {
    private static final String SIGNAL = ", expected a signal such as SIGTERM, 15 or SIGRTMIN+3";

    @Test
    void aStopNamesItsSignalAndItsGraceTime() {
        assertEquals(new Stop(OptionalInt.of(37), Optional.of(Duration.ofSeconds(20))),
                stop("{'signal':'SIGRTMIN+3','grace':20}"));
        assertEquals(new Stop(OptionalInt.of(15), Optional.empty()), stop("{'signal':15}"));
        assertEquals(new Stop(OptionalInt.of(2), Optional.empty()), stop("{'signal':'int'}"));
        assertEquals(new Stop(OptionalInt.empty(), Optional.of(Duration.ZERO)), stop("{'grace':0}"));
        assertEquals(Stop.DEFAULT, stop("{}"));
    }

    @Test
    void whatIsNoStopIsRefused() {
        SmallState.refused("'stop':{'signal':'SIGNONE'}", "stop.signal", "found the string \"SIGNONE\"" + SIGNAL);
        SmallState.refused("'stop':{'signal':65}", "stop.signal", "found 65" + SIGNAL);
        SmallState.refused("'stop':{'signal':15.0}", "stop.signal", "found 15.0" + SIGNAL);
        SmallState.refused("'stop':{'signal':true}", "stop.signal", "found true" + SIGNAL);
        SmallState.refused("'stop':{'grace':3601}", "stop.grace", "found 3601, expected a whole number from 0 to 3600");
        SmallState.refused("'stop':9", "stop", "found 9, expected an object");
        SmallState.warned("'stop':{'gracetime':3}", "stop.gracetime: unknown key, ignored");
    }

    @Test
    void dependenciesKeepTheirOrder() {
        String text = SmallState.of(
                SmallState.container("a", "'depends_on':{'db':'STARTED','c':'MOUNTED','bus':'READY'}"),
                SmallState.container("db", ""), SmallState.container("c", ""),
                SmallState.container("bus", "'group':'root','status_goal':'READY'"));

        assertEquals(
                List.of(new Dependency("db", StatusGoal.STARTED), new Dependency("c", StatusGoal.MOUNTED),
                        new Dependency("bus", StatusGoal.READY)),
                SampleState.value(text).containers().getFirst().supervision().dependsOn());
    }

    @Test
    void whatIsNoDependencyIsRefused() {
        SmallState.refused("'depends_on':['db']", "depends_on", "found an array, expected an object");
        SmallState.refused("'depends_on':{'db':'started'}", "depends_on.db",
                "found \"started\", expected MOUNTED, STARTED or READY");
        SmallState.refused("'depends_on':{'db':true}", "depends_on.db", "found true, expected a string");
    }

    private static Stop stop(String value) {
        return SmallState.read("'stop':" + value).supervision().stop();
    }
}
