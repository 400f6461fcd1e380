package org.keelson.supervisor.device.sim;

import java.util.List;

/**
 * One thing that could be wrong with the machine, as a change of its sources.
 *
 * @param name what is wrong then
 * @param type the class that is changed, below {@code org.keelson.supervisor}
 * @param right what its source says; everywhere it says so, it is changed
 * @param wrong what it says then
 */
record Mutant(String name, String type, String right, String wrong) {
    private static final String TURN = "container.ContainerTurn";
    private static final String ENDING = "container.Ending";
    private static final String LIFE = "container.ContainerLife";
    private static final String DECISION = "container.ContainerDecision";
    private static final String DEVICE = "device.DeviceDecision";
    private static final String RESUMPTION = "device.Resumption";

    static List<Mutant> all() {
        return List.of(STARTS, ENDS, HEALTH, RECOVERIES, GOALS, DEVICES, RESUMES).stream().flatMap(List::stream).toList();
    }

    private static final List<Mutant> STARTS = List.of(
            new Mutant("prepared twice", TURN,
                    "yield to(new Preparing(Optional.empty()), new Effect.Prepare(facts.name()));",
                    "yield to(new Preparing(Optional.empty()), new Effect.Prepare(facts.name()), new Effect.Prepare(facts.name()));"),
            new Mutant("launched twice", TURN, "new Effect.Launch(facts.name()),",
                    "new Effect.Launch(facts.name()), new Effect.Launch(facts.name()),"),
            new Mutant("a user's stop while it is prepared is ignored", TURN,
                    "yield new Preparing(Optional.of(now.stop().orElse(EndCause.USER_STOP).overruledBy(EndCause.USER_STOP)));",
                    "yield now;"),
            new Mutant("the device's end while it is prepared is ignored", TURN,
                    "case StopRequested _ -> new Preparing(Optional.of(EndCause.DEVICE));", "case StopRequested _ -> now;"),
            new Mutant("a stop while it is launched is ignored", TURN,
                    "case Launched e when now.stop().isPresent() ->", "case Launched e when e.launcher() < 0 ->"),
            new Mutant("no timer while it is launched", TURN, """
                    new Effect.Launch(facts.name()),
                                        new Effect.WakeAt(facts.giveUpAt()));""", "new Effect.Launch(facts.name()));"),
            new Mutant("a silent init is waited for without end", TURN,
                    "case TimePassed _ when facts.now() >= now.giveUpAt() -> giveUp(now.launcher(), \"its init did not appear\");", ""),
            new Mutant("the shim is not told to go", TURN, """
                            case Hello e -> to(new Executing(now.launcher(), e.init(), now.giveUpAt()), new Effect.Go(facts.name()));
                            case LauncherExited e -> clean(EndCause.ITSELF, notStarted(e.exit()));
                            case StopOrdered _ -> {
                                wish = Wish.STOP;
                                yield kill(now.launcher(), 0,""", """
                            case Hello e -> new Executing(now.launcher(), e.init(), now.giveUpAt());
                            case LauncherExited e -> clean(EndCause.ITSELF, notStarted(e.exit()));
                            case StopOrdered _ -> {
                                wish = Wish.STOP;
                                yield kill(now.launcher(), 0,"""),
            new Mutant("a restart while it starts is ignored", TURN, """
                                run(now);
                                yield kill(now.launcher(), now.init(), EndCause.USER_RESTART);""", "yield run(now);"),
            new Mutant("a program that could not be executed is started", TURN,
                    "case ExecFailed e -> fail(now.launcher(), startFailed(\"exec\", e.detail()));",
                    "case ExecFailed e -> new Started(now.launcher(), now.init(), facts.now(), Optional.empty());"),
            new Mutant("ready is not heard", TURN, "case BecameReady _ when facts.container().statusGoal() == StatusGoal.READY ->",
                    "case BecameReady _ when facts.now() < 0 ->"),
            new Mutant("a reboot of its own is not heard", TURN, "case Hello e when e.init() == now.initPid() -> now;",
                    "case Hello e when e.init() > 0 -> now;"),
            new Mutant("a hello that is read once more is a reboot", TURN, "case Hello e when e.init() == now.initPid() -> now;",
                    "case Hello e when e.init() < 0 -> now;"));

    private static final List<Mutant> ENDS = List.of(
            new Mutant("not killed when it does not stop", TURN,
                    "case TimePassed _ when facts.now() >= now.killAt() -> kill(now.launcher(), now.init(), now.cause());", ""),
            new Mutant("no timer after a kill", TURN,
                    "new Effect.Kill(facts.name(), launcher, init), new Effect.WakeAt(facts.killAgainAt()));",
                    "new Effect.Kill(facts.name(), launcher, init));"),
            new Mutant("no timer after a halt", TURN,
                    "new Effect.Halt(facts.name(), now.launcherPid(), now.initPid()), new Effect.WakeAt(facts.killAt()));",
                    "new Effect.Halt(facts.name(), now.launcherPid(), now.initPid()));"),
            new Mutant("killed without a pause if it has no grace", DECISION, "return now + KILL_PATIENCE_MILLIS;", "return killAt();"),
            new Mutant("a launcher that fails is waited for without end", TURN, "case TimePassed _ when facts.now() >= now.killAt() -> {",
                    "case TimePassed _ when facts.now() < 0 -> {"),
            new Mutant("killed by the pid of another launcher", TURN, "effects.add(new Effect.Kill(facts.name(), now.launcher(), 0));",
                    "effects.add(new Effect.Kill(facts.name(), now.launcher() + 1, 0));"),
            new Mutant("cleaned up twice", TURN, "new Effect.CleanUp(facts.name()));",
                    "new Effect.CleanUp(facts.name()), new Effect.CleanUp(facts.name()));"),
            new Mutant("not cleaned up", TURN, "return to(new Cleaning(new End(cause, exit)), new Effect.CleanUp(facts.name()));",
                    "return new Cleaning(new End(cause, exit));"),
            new Mutant("nothing is cleaned up after a failed mount", TURN,
                    "case PrepareFailed e -> clean(now.stop().orElse(EndCause.ITSELF), failed(\"prepare\", e.detail()));",
                    "case PrepareFailed e -> conclude(new End(now.stop().orElse(EndCause.ITSELF), failed(\"prepare\", e.detail())));"),
            new Mutant("sockets are not closed", TURN, "ending.next() instanceof Stopped && ", "ending.next() instanceof Recovering && "),
            new Mutant("its real exit status is lost", TURN, "yield clean(EndCause.ITSELF, Optional.of(e.exit()));",
                    "yield clean(EndCause.ITSELF, Optional.of(new ContainerExit.Exited(1)));"),
            new Mutant("what was stopped ended by itself", TURN, "case LauncherExited e -> clean(now.cause(), Optional.of(e.exit()));",
                    "case LauncherExited e -> clean(EndCause.ITSELF, Optional.of(e.exit()));"),
            new Mutant("a user's stop while it is cleaned up is forgotten", TURN,
                    "return new Cleaning(new End(now.end().cause().overruledBy(cause), now.end().exit()));", "return now;"));

    private static final List<Mutant> HEALTH = List.of(
            new Mutant("an answer of another init counts", TURN, "case Probed e when e.init() == now.init() ->",
                    "case Probed e when e.init() > 0 ->"),
            new Mutant("an answer after its time counts", TURN, "if (!vitals.probing()) {", "if (facts.now() < 0) {"),
            new Mutant("asked without end for want of an answer", TURN,
                    "return judge(now, health, vitals, vitals.failed(health, since, facts.now()));", "return now;"),
            new Mutant("no timer for the next question", TURN, "return to(with(now, after), new Effect.WakeAt(after.due()));",
                    "return with(now, after);"),
            new Mutant("its start period is ignored", "container.Vitals", "verdict != Verdict.STARTING || now >=",
                    "verdict == Verdict.STARTING || now >="),
            new Mutant("one bad answer is enough", "container.Vitals", "count >= health.retries()", "count >= 1"),
            new Mutant("a good answer does not clear bad ones", "container.Vitals", "new Vitals(Verdict.HEALTHY, 0,",
                    "new Vitals(Verdict.HEALTHY, failures,"),
            new Mutant("what is only to be reported is stopped", TURN, "health.onUnhealthy() != Health.OnUnhealthy.REPORT",
                    "health.onUnhealthy() != null"),
            new Mutant("what was never well is forgiven", TURN, "if (before.verdict() == Vitals.Verdict.HEALTHY) {",
                    "if (facts.now() >= 0) {"));

    private static final List<Mutant> RECOVERIES = List.of(
            new Mutant("one retry too many", ENDING, "attempts.retries() < recovery.maxRetries()",
                    "attempts.retries() <= recovery.maxRetries()"),
            new Mutant("retries are not counted", ENDING, "wish, attempts.retry());", "wish, attempts);"),
            new Mutant("success is a failure", ENDING, "case ON_FAILURE -> end.didItsWork()", "case ON_FAILURE -> end.startFailed()"),
            new Mutant("every exit status is a success", "container.ContainerState", "int code) && code == 0;", "int code) && code >= 0;"),
            new Mutant("the device reboots for any container", ENDING, "facts.container().restartPolicy() == RestartPolicy.SYSTEM",
                    "facts.container().restartPolicy() != null"),
            new Mutant("tried again without a pause", ENDING, "MIN_DELAY_MILLIS = 1_000;", "MIN_DELAY_MILLIS = 0;"),
            new Mutant("a long first delay is cut", ENDING, "Math.max(MAX_DELAY_MILLIS, recovery.retryDelay().toMillis());",
                    "MAX_DELAY_MILLIS;"),
            new Mutant("the delay does not grow", ENDING, "recovery.backoffFactor()), retriesBefore)", "recovery.backoffFactor()), 0)"),
            new Mutant("nothing is forgiven", ENDING, "return outOfWindow || wasStable;", "return false;"),
            new Mutant("everything is forgiven", ENDING, "return outOfWindow || wasStable;", "return true;"),
            new Mutant("a pause gives no retries back", ENDING, "end), wish, attempts.forgiven());", "end), wish, attempts);"),
            new Mutant("an order does not clear the count", TURN, """
                            attempts = attempts.forgiven();
                            ordered = true;""", "ordered = true;"),
            new Mutant("tried again before it is time", TURN, "case TimePassed _ when facts.now() >= now.until() -> new Installed();",
                    "case TimePassed _ when facts.now() >= 0 -> new Installed();"),
            new Mutant("never tried again", TURN, "case TimePassed _ when facts.now() >= now.until() -> new Installed();", ""),
            new Mutant("no timer for the next try", TURN, "effects.add(new Effect.WakeAt(s.until()));", ""),
            new Mutant("a restart by order is a stop", ENDING, "case USER_RESTART -> new Ending(new Installed(), Wish.RUN, attempts);",
                    "case USER_RESTART -> new Ending(new Stopped(end, Aftermath.NONE), wish, attempts);"));

    private static final List<Mutant> GOALS = List.of(
            new Mutant("no timer for a goal", DECISION, "turn.effects.add(new Effect.WakeAt(facts.goalDeadline()));", ""),
            new Mutant("a goal's time never ends", DECISION, "facts.now() >= until ?", "facts.now() < 0 ?"),
            new Mutant("an order does not begin a goal's time anew", TURN, "ordered = true;", ""),
            new Mutant("started is ready", "container.Progress", "goal == StatusGoal.READY ? UNDERWAY : REACHED", "REACHED"),
            new Mutant("what is started offers to be ready", LIFE, "case ContainerState.Started _ -> wanted != StatusGoal.READY;",
                    "case ContainerState.Started _ -> true;"),
            new Mutant("what has failed has done its work", LIFE, "s.end().didItsWork();", "s.end().exit().isPresent();"),
            new Mutant("a change is not recorded", DECISION, "if (before.state().getClass() != after.state().getClass()) {",
                    "if (before.state().getClass() != after.state().getClass() && !(after.state() instanceof ContainerState.Cleaning)) {"));

    private static final List<Mutant> DEVICES = List.of(
            new Mutant("dependencies are not waited for", DEVICE,
                    "if (!containers.get(dependency.container()).offers(dependency.status())) {", "if (dependency == null) {"),
            new Mutant("groups are not waited for", DEVICE, "goal(containers, members) == Goal.UNACHIEVED", "members == null"),
            new Mutant("groups wait for what is overdue", DEVICE, "goal(containers, members) == Goal.UNACHIEVED",
                    "goal(containers, members).compareTo(Goal.ACHIEVED) > 0"),
            new Mutant("looked at only once who may start", DEVICE, "moved |= start(container, closed);", "start(container, closed);"),
            new Mutant("the first group stops first", DEVICE, "for (int i = groups.size() - 1; i >= 0; i--) {",
                    "for (int i = 0; i < groups.size(); i++) {"),
            new Mutant("stopped before what depends on it", DEVICE,
                    " && !isNeeded(container.name(), members)", ""),
            new Mutant("ends before everything is stopped", DEVICE, "if (!isStopped(container.name())) {\n                        return;",
                    "if (i < 0) {\n                        return;"),
            new Mutant("a container that the device cannot be without is dead, and it goes on", DEVICE, "aftermath == Aftermath.REBOOT",
                    "aftermath == null"),
            new Mutant("the last word about the end counts", DEVICE, "if (mode instanceof Mode.Running) {\n                mode",
                    "if (!(mode instanceof Mode.Ending)) {\n                mode"),
            new Mutant("starts while the device ends", DEVICE, "case Mode.Stopping s -> stopGroups(s.action());",
                    "case Mode.Stopping s -> { startGroups(); stopGroups(s.action()); }"),
            new Mutant("an order is obeyed after the end", DEVICE, "if (now.mode() instanceof Mode.Ending) {", "if (now == null) {"),
            new Mutant("goals are reported again and again", DEVICE, "goalsReported = true;", ""),
            new Mutant("goals are reported though a start failed", DEVICE, ".noneMatch(life -> isFailed(life.state()))",
                    ".noneMatch(life -> life == null)"));

    private static final List<Mutant> RESUMES = List.of(
            new Mutant("the count of retries is not saved", "device.LifeSnapshot", "json.get(\"retries\").getAsInt()", "0"),
            new Mutant("a wish is not saved", "device.LifeSnapshot", "Wish.valueOf(text(json, \"wish\"))", "Wish.RUN"),
            new Mutant("mounting is not begun again", RESUMPTION,
                    "case ContainerState.Preparing s -> with(s, effects, new Effect.Prepare(name));",
                    "case ContainerState.Preparing s -> s;"),
            new Mutant("cleaning is not begun again", RESUMPTION,
                    "case ContainerState.Cleaning s -> with(s, effects, new Effect.CleanUp(name));",
                    "case ContainerState.Cleaning s -> s;"),
            new Mutant("the shim is not told to go again", RESUMPTION, "new Effect.Go(name), ", ""),
            new Mutant("a launcher that runs is not found", RESUMPTION, "Optional.ofNullable(launchers.get(name))", "Optional.empty()"),
            new Mutant("a kill is not repeated", RESUMPTION, "new Effect.WakeAt(s.killAt()));\n            case ContainerState.Cleaning",
                    "new Effect.WakeAt(s.killAt() + 1));\n            case ContainerState.Cleaning"),
            new Mutant("a launcher that is to stop lives until its start is given up", RESUMPTION, "AT_ONCE, true, s.stop().get())",
                    "s.giveUpAt(), true, s.stop().get())"),
            new Mutant("a goal's timer is lost", RESUMPTION, "effects.add(new Effect.WakeAt(until));", ""),
            new Mutant("a lost question is waited for", RESUMPTION, "v.failures(), false, v.due()", "v.failures(), v.probing(), v.due()"),
            new Mutant("sockets of what is stopped stay open", RESUMPTION,
                    "case ContainerState.Stopped s -> with(s, effects, new Effect.Unlisten(name));",
                    "case ContainerState.Stopped s -> s;"),
            new Mutant("what the resume changes is not recorded", RESUMPTION, "if (!state.word().equals(life.state().word())) {",
                    "if (state == null) {"),
            new Mutant("the end is not begun again", RESUMPTION, "effects.add(new Effect.EndMachine(ending.action()));", ""));
}
