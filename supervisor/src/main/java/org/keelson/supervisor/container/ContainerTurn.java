package org.keelson.supervisor.container;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.keelson.backend.ContainerExit;
import org.keelson.backend.ContainerExit.StartFailed;
import org.keelson.config.state.Health;
import org.keelson.config.state.StatusGoal;
import org.keelson.supervisor.container.ContainerDecision.Facts;
import org.keelson.supervisor.container.ContainerEvent.BecameReady;
import org.keelson.supervisor.container.ContainerEvent.CleanedUp;
import org.keelson.supervisor.container.ContainerEvent.Connected;
import org.keelson.supervisor.container.ContainerEvent.ExecFailed;
import org.keelson.supervisor.container.ContainerEvent.Executed;
import org.keelson.supervisor.container.ContainerEvent.Held;
import org.keelson.supervisor.container.ContainerEvent.Hello;
import org.keelson.supervisor.container.ContainerEvent.LaunchFailed;
import org.keelson.supervisor.container.ContainerEvent.Launched;
import org.keelson.supervisor.container.ContainerEvent.LauncherExited;
import org.keelson.supervisor.container.ContainerEvent.ListenFailed;
import org.keelson.supervisor.container.ContainerEvent.PrepareFailed;
import org.keelson.supervisor.container.ContainerEvent.Prepared;
import org.keelson.supervisor.container.ContainerEvent.Probed;
import org.keelson.supervisor.container.ContainerEvent.RestartOrdered;
import org.keelson.supervisor.container.ContainerEvent.StartAllowed;
import org.keelson.supervisor.container.ContainerEvent.StartOrdered;
import org.keelson.supervisor.container.ContainerEvent.StopOrdered;
import org.keelson.supervisor.container.ContainerEvent.StopRequested;
import org.keelson.supervisor.container.ContainerEvent.TimePassed;
import org.keelson.supervisor.container.ContainerState.Blocked;
import org.keelson.supervisor.container.ContainerState.Cleaning;
import org.keelson.supervisor.container.ContainerState.End;
import org.keelson.supervisor.container.ContainerState.Executing;
import org.keelson.supervisor.container.ContainerState.Failing;
import org.keelson.supervisor.container.ContainerState.Installed;
import org.keelson.supervisor.container.ContainerState.Launching;
import org.keelson.supervisor.container.ContainerState.Listening;
import org.keelson.supervisor.container.ContainerState.Mounted;
import org.keelson.supervisor.container.ContainerState.Preparing;
import org.keelson.supervisor.container.ContainerState.Ready;
import org.keelson.supervisor.container.ContainerState.Recovering;
import org.keelson.supervisor.container.ContainerState.Started;
import org.keelson.supervisor.container.ContainerState.Starting;
import org.keelson.supervisor.container.ContainerState.Stopped;
import org.keelson.supervisor.container.ContainerState.Stopping;

/** One decision while it is made: an answer for every state and event. Never leaves {@link ContainerDecision#decide}. */
final class ContainerTurn {
    private static final int MAX_DETAIL = 400;

    private final ContainerLife life;
    private final Facts facts;
    final List<Effect> effects = new ArrayList<>();
    Wish wish;
    Attempts attempts;
    boolean ordered;

    ContainerTurn(ContainerLife life, Facts facts) {
        this.life = life;
        this.facts = facts;
        this.wish = life.wish();
        this.attempts = life.attempts();
    }

    /** The state after an event. */
    ContainerState after(ContainerEvent event) {
        return switch (life.state()) {
            case Installed s -> waiting(s, event);
            case Blocked s -> waiting(s, event);
            case Listening s -> listening(s, event);
            case Preparing s -> preparing(s, event);
            case Mounted s -> mounted(s, event);
            case Launching s -> launching(s, event);
            case Starting s -> starting(s, event);
            case Executing s -> executing(s, event);
            case Failing s -> failing(s, event);
            case Started s -> started(s, event);
            case Ready s -> ready(s, event);
            case Stopping s -> stopping(s, event);
            case Cleaning s -> cleaning(s, event);
            case Recovering s -> recovering(s, event);
            case Stopped s -> stopped(s, event);
        };
    }

    private ContainerState waiting(ContainerState now, ContainerEvent event) {
        return switch (event) {
            case StartAllowed _ when wish == Wish.LISTEN -> to(new Listening(), new Effect.Listen(facts.name()));
            case StartAllowed _ -> {
                attempts = attempts.started(facts.now());
                yield to(new Preparing(Optional.empty()), new Effect.Prepare(facts.name()));
            }
            case Held e -> new Blocked(e.obstacle());
            case StartOrdered _, RestartOrdered _ -> run(now);
            case StopOrdered _ -> stopByOrder(Optional.empty());
            case StopRequested _ -> conclude(new End(EndCause.DEVICE, Optional.empty()));
            case Prepared _, PrepareFailed _, Launched _, LaunchFailed _, Hello _, Executed _, ExecFailed _, BecameReady _, Connected _,
                    ListenFailed _, Probed _, LauncherExited _, TimePassed _, CleanedUp _ -> now;
        };
    }

    private ContainerState listening(Listening now, ContainerEvent event) {
        return switch (event) {
            case Connected _, StartOrdered _, RestartOrdered _ -> run(new Installed());
            case ListenFailed e -> conclude(new End(EndCause.ITSELF, failed("listen", e.detail())));
            case StopOrdered _ -> stopByOrder(Optional.empty());
            case StopRequested _ -> conclude(new End(EndCause.DEVICE, Optional.empty()));
            case StartAllowed _, Held _, Prepared _, PrepareFailed _, Launched _, LaunchFailed _, Hello _, Executed _, ExecFailed _,
                    BecameReady _, Probed _, LauncherExited _, TimePassed _, CleanedUp _ -> now;
        };
    }

    private ContainerState preparing(Preparing now, ContainerEvent event) {
        return switch (event) {
            case Prepared _ when now.stop().isPresent() -> clean(now.stop().get(), Optional.empty());
            case Prepared _ when facts.container().statusGoal() == StatusGoal.MOUNTED -> new Mounted();
            case Prepared _ -> to(new Launching(facts.giveUpAt(), Optional.empty()), new Effect.Launch(facts.name()),
                    new Effect.WakeAt(facts.giveUpAt()));
            case PrepareFailed e -> clean(now.stop().orElse(EndCause.ITSELF), failed("prepare", e.detail()));
            case StartOrdered _, RestartOrdered _ -> run(new Preparing(withoutUserStop(now.stop())));
            case StopOrdered _ -> {
                wish = Wish.STOP;
                yield new Preparing(Optional.of(now.stop().orElse(EndCause.USER_STOP).overruledBy(EndCause.USER_STOP)));
            }
            case StopRequested _ -> new Preparing(Optional.of(EndCause.DEVICE));
            case StartAllowed _, Held _, Launched _, LaunchFailed _, Hello _, Executed _, ExecFailed _, BecameReady _, Connected _,
                    ListenFailed _, Probed _, LauncherExited _, TimePassed _, CleanedUp _ -> now;
        };
    }

    private ContainerState mounted(Mounted now, ContainerEvent event) {
        return switch (event) {
            case RestartOrdered _ -> {
                run(now);
                yield clean(EndCause.USER_RESTART, Optional.empty());
            }
            case StopOrdered _ -> {
                wish = Wish.STOP;
                yield clean(EndCause.USER_STOP, Optional.empty());
            }
            case StopRequested _ -> clean(EndCause.DEVICE, Optional.empty());
            case StartAllowed _, Held _, Prepared _, PrepareFailed _, Launched _, LaunchFailed _, Hello _, Executed _, ExecFailed _,
                    BecameReady _, Connected _, ListenFailed _, Probed _, LauncherExited _, StartOrdered _, TimePassed _,
                    CleanedUp _ -> now;
        };
    }

    private ContainerState launching(Launching now, ContainerEvent event) {
        return switch (event) {
            case Launched e when now.stop().isPresent() -> kill(e.launcher(), 0, now.stop().get());
            case Launched e -> new Starting(e.launcher(), now.giveUpAt());
            case LaunchFailed e -> clean(now.stop().orElse(EndCause.ITSELF), failed("launch", e.detail()));
            case StartOrdered _, RestartOrdered _ -> run(new Launching(now.giveUpAt(), withoutUserStop(now.stop())));
            case StopOrdered _ -> {
                wish = Wish.STOP;
                yield new Launching(now.giveUpAt(), Optional.of(now.stop().orElse(EndCause.USER_STOP).overruledBy(EndCause.USER_STOP)));
            }
            case StopRequested _ -> new Launching(now.giveUpAt(), Optional.of(EndCause.DEVICE));
            case StartAllowed _, Held _, Prepared _, PrepareFailed _, Hello _, Executed _, ExecFailed _, BecameReady _, Connected _,
                    ListenFailed _, Probed _, LauncherExited _, TimePassed _, CleanedUp _ -> now;
        };
    }

    private ContainerState starting(Starting now, ContainerEvent event) {
        return switch (event) {
            case Hello e -> to(new Executing(now.launcher(), e.init(), now.giveUpAt()), new Effect.Go(facts.name()));
            case LauncherExited e -> clean(EndCause.ITSELF, notStarted(e.exit()));
            case StopOrdered _ -> {
                wish = Wish.STOP;
                yield kill(now.launcher(), 0, EndCause.USER_STOP);
            }
            case RestartOrdered _ -> {
                run(now);
                yield kill(now.launcher(), 0, EndCause.USER_RESTART);
            }
            case StopRequested _ -> kill(now.launcher(), 0, EndCause.DEVICE);
            case TimePassed _ when facts.now() >= now.giveUpAt() -> giveUp(now.launcher(), "its init did not appear");
            case StartAllowed _, Held _, Prepared _, PrepareFailed _, Launched _, LaunchFailed _, Executed _, ExecFailed _, BecameReady _,
                    Connected _, ListenFailed _, Probed _, StartOrdered _, TimePassed _, CleanedUp _ -> now;
        };
    }

    private ContainerState executing(Executing now, ContainerEvent event) {
        return switch (event) {
            case Executed _ -> {
                Optional<Vitals> vitals = facts.container().supervision().health().map(health -> Vitals.begin(health, facts.now()));
                vitals.ifPresent(v -> effects.add(new Effect.WakeAt(v.due())));
                yield new Started(now.launcher(), now.init(), facts.now(), vitals);
            }
            case ExecFailed e -> fail(now.launcher(), startFailed("exec", e.detail()));
            case Hello e -> to(new Executing(now.launcher(), e.init(), now.giveUpAt()), new Effect.Go(facts.name()));
            case LauncherExited e when isSuccess(e.exit()) -> clean(EndCause.ITSELF, Optional.of(e.exit()));
            case LauncherExited e -> clean(EndCause.ITSELF, notStarted(e.exit()));
            case StopOrdered _ -> {
                wish = Wish.STOP;
                yield kill(now.launcher(), now.init(), EndCause.USER_STOP);
            }
            case RestartOrdered _ -> {
                run(now);
                yield kill(now.launcher(), now.init(), EndCause.USER_RESTART);
            }
            case StopRequested _ -> kill(now.launcher(), now.init(), EndCause.DEVICE);
            case TimePassed _ when facts.now() >= now.giveUpAt() -> giveUp(now.launcher(), "its program was not executed");
            case StartAllowed _, Held _, Prepared _, PrepareFailed _, Launched _, LaunchFailed _, BecameReady _, Connected _,
                    ListenFailed _, Probed _, StartOrdered _, TimePassed _, CleanedUp _ -> now;
        };
    }

    private ContainerState failing(Failing now, ContainerEvent event) {
        return switch (event) {
            case LauncherExited _ -> clean(EndCause.ITSELF, Optional.of(now.failure()));
            case TimePassed _ when facts.now() >= now.killAt() -> {
                effects.add(new Effect.Kill(facts.name(), now.launcher(), 0));
                yield fail(now.launcher(), now.failure());
            }
            case StopOrdered _ -> {
                wish = Wish.STOP;
                yield kill(now.launcher(), 0, EndCause.USER_STOP);
            }
            case RestartOrdered _, StartOrdered _ -> {
                run(now);
                yield kill(now.launcher(), 0, EndCause.USER_RESTART);
            }
            case StopRequested _ -> kill(now.launcher(), 0, EndCause.DEVICE);
            case StartAllowed _, Held _, Prepared _, PrepareFailed _, Launched _, LaunchFailed _, Hello _, Executed _, ExecFailed _,
                    BecameReady _, Connected _, ListenFailed _, Probed _, TimePassed _, CleanedUp _ -> now;
        };
    }

    private ContainerState started(Started now, ContainerEvent event) {
        return switch (event) {
            case BecameReady _ when facts.container().statusGoal() == StatusGoal.READY ->
                    new Ready(now.launcher(), now.init(), now.since(), now.vitals());
            case TimePassed _ -> check(now, now.vitals(), (health, vitals) -> look(now, health, vitals, now.since()));
            case Probed e when e.init() == now.init() ->
                    check(now, now.vitals(), (health, vitals) -> probed(now, health, vitals, e.failure().isEmpty(), now.since()));
            case Hello _, LauncherExited _, StopOrdered _, RestartOrdered _, StopRequested _ -> running(now, event);
            case StartAllowed _, Held _, Prepared _, PrepareFailed _, Launched _, LaunchFailed _, Executed _, ExecFailed _, BecameReady _,
                    Connected _, ListenFailed _, Probed _, StartOrdered _, CleanedUp _ -> now;
        };
    }

    private ContainerState ready(Ready now, ContainerEvent event) {
        return switch (event) {
            case TimePassed _ -> check(now, now.vitals(), (health, vitals) -> look(now, health, vitals, now.since()));
            case Probed e when e.init() == now.init() ->
                    check(now, now.vitals(), (health, vitals) -> probed(now, health, vitals, e.failure().isEmpty(), now.since()));
            case Hello _, LauncherExited _, StopOrdered _, RestartOrdered _, StopRequested _ -> running(now, event);
            case StartAllowed _, Held _, Prepared _, PrepareFailed _, Launched _, LaunchFailed _, Executed _, ExecFailed _, BecameReady _,
                    Connected _, ListenFailed _, Probed _, StartOrdered _, CleanedUp _ -> now;
        };
    }

    /** What Started and Ready have in common; only called for these events. */
    private ContainerState running(ContainerState now, ContainerEvent event) {
        return switch (event) {
            case Hello e when e.init() == now.initPid() -> now; // read once more after a resume
            case Hello e -> to(new Executing(now.launcherPid(), e.init(), facts.giveUpAt()), new Effect.Go(facts.name()),
                    new Effect.WakeAt(facts.giveUpAt())); // it rebooted itself
            case LauncherExited e -> {
                forgiveAfterLongRun();
                yield clean(EndCause.ITSELF, Optional.of(e.exit()));
            }
            case StopOrdered _ -> {
                wish = Wish.STOP;
                yield halt(now, EndCause.USER_STOP);
            }
            case RestartOrdered _ -> {
                run(now);
                yield halt(now, EndCause.USER_RESTART);
            }
            case StopRequested _ -> halt(now, EndCause.DEVICE);
            case StartAllowed _, Held _, Prepared _, PrepareFailed _, Launched _, LaunchFailed _, Executed _, ExecFailed _, BecameReady _,
                    Connected _, ListenFailed _, Probed _, StartOrdered _, TimePassed _, CleanedUp _ -> now;
        };
    }

    /** Only of a container that has a health check. */
    private ContainerState check(ContainerState now, Optional<Vitals> vitals, BiFunction<Health, Vitals, ContainerState> how) {
        Optional<Health> health = facts.container().supervision().health();
        return health.isPresent() && vitals.isPresent() ? how.apply(health.get(), vitals.get()) : now;
    }

    private ContainerState look(ContainerState now, Health health, Vitals vitals, long since) {
        if (facts.now() < vitals.due()) {
            return now;
        }
        if (vitals.probing()) {
            return judge(now, health, vitals, vitals.failed(health, since, facts.now()));
        }
        Vitals asked = vitals.asked(health, facts.now());
        return to(with(now, asked), new Effect.Probe(facts.name(), now.initPid()), new Effect.WakeAt(asked.due()));
    }

    /** An answer after its time was counted as none already. */
    private ContainerState probed(ContainerState now, Health health, Vitals vitals, boolean well, long since) {
        if (!vitals.probing()) {
            return now;
        }
        return judge(now, health, vitals, well ? vitals.well(health, facts.now()) : vitals.failed(health, since, facts.now()));
    }

    /** A run in which it was never well is not a long one: it takes that long to find out, and would be forgiven every time. */
    private ContainerState judge(ContainerState now, Health health, Vitals before, Vitals after) {
        if (after.verdict() == Vitals.Verdict.UNHEALTHY && health.onUnhealthy() != Health.OnUnhealthy.REPORT) {
            if (before.verdict() == Vitals.Verdict.HEALTHY) {
                forgiveAfterLongRun();
            }
            return halt(now, EndCause.UNHEALTHY);
        }
        return to(with(now, after), new Effect.WakeAt(after.due()));
    }

    private static ContainerState with(ContainerState now, Vitals vitals) {
        return now instanceof Ready s
                ? new Ready(s.launcher(), s.init(), s.since(), Optional.of(vitals))
                : new Started(now.launcherPid(), now.initPid(), ((Started) now).since(), Optional.of(vitals));
    }

    private ContainerState stopping(Stopping now, ContainerEvent event) {
        return switch (event) {
            case LauncherExited e -> clean(now.cause(), Optional.of(e.exit()));
            case TimePassed _ when facts.now() >= now.killAt() -> kill(now.launcher(), now.init(), now.cause());
            case Hello e when e.init() != now.init() -> kill(now.launcher(), e.init(), now.cause()); // it rebooted itself instead
            case StartOrdered _, RestartOrdered _ -> {
                run(now);
                yield because(now, EndCause.USER_RESTART);
            }
            case StopOrdered _ -> {
                wish = Wish.STOP;
                yield because(now, EndCause.USER_STOP);
            }
            case StopRequested _ -> because(now, EndCause.DEVICE);
            case StartAllowed _, Held _, Prepared _, PrepareFailed _, Launched _, LaunchFailed _, Hello _, Executed _, ExecFailed _,
                    BecameReady _, Connected _, ListenFailed _, Probed _, TimePassed _, CleanedUp _ -> now;
        };
    }

    private static Stopping because(Stopping now, EndCause cause) {
        return new Stopping(now.launcher(), now.init(), now.killAt(), now.killed(), now.cause().overruledBy(cause));
    }

    private ContainerState cleaning(Cleaning now, ContainerEvent event) {
        return switch (event) {
            case CleanedUp _ -> conclude(now.end());
            case StartOrdered _, RestartOrdered _ -> {
                run(now);
                yield because(now, EndCause.USER_RESTART);
            }
            case StopOrdered _ -> {
                wish = Wish.STOP;
                yield because(now, EndCause.USER_STOP);
            }
            case StopRequested _ -> because(now, EndCause.DEVICE);
            case StartAllowed _, Held _, Prepared _, PrepareFailed _, Launched _, LaunchFailed _, Hello _, Executed _, ExecFailed _,
                    BecameReady _, Connected _, ListenFailed _, Probed _, LauncherExited _, TimePassed _ -> now;
        };
    }

    private static Cleaning because(Cleaning now, EndCause cause) {
        return new Cleaning(new End(now.end().cause().overruledBy(cause), now.end().exit()));
    }

    private ContainerState recovering(Recovering now, ContainerEvent event) {
        return switch (event) {
            case TimePassed _ when facts.now() >= now.until() -> new Installed();
            case StartOrdered _, RestartOrdered _ -> run(new Installed());
            case StopOrdered _ -> stopByOrder(now.end().exit());
            case StopRequested _ -> conclude(new End(EndCause.DEVICE, now.end().exit()));
            case StartAllowed _, Held _, Prepared _, PrepareFailed _, Launched _, LaunchFailed _, Hello _, Executed _, ExecFailed _,
                    BecameReady _, Connected _, ListenFailed _, Probed _, LauncherExited _, TimePassed _, CleanedUp _ -> now;
        };
    }

    private ContainerState stopped(Stopped now, ContainerEvent event) {
        return switch (event) {
            case StartOrdered _, RestartOrdered _ -> run(new Installed());
            case StopOrdered _ -> {
                wish = Wish.STOP;
                yield now;
            }
            case StartAllowed _, Held _, Prepared _, PrepareFailed _, Launched _, LaunchFailed _, Hello _, Executed _, ExecFailed _,
                    BecameReady _, Connected _, ListenFailed _, Probed _, LauncherExited _, StopRequested _, TimePassed _,
                    CleanedUp _ -> now;
        };
    }

    /** A user's order to run clears what recovery counted, and begins the time that it has for its goal anew. */
    private ContainerState run(ContainerState next) {
        wish = Wish.RUN;
        attempts = attempts.forgiven();
        ordered = true;
        return next;
    }

    private ContainerState stopByOrder(Optional<ContainerExit> exit) {
        wish = Wish.STOP;
        return conclude(new End(EndCause.USER_STOP, exit));
    }

    private static Optional<EndCause> withoutUserStop(Optional<EndCause> stop) {
        return stop.filter(cause -> cause == EndCause.DEVICE);
    }

    private void forgiveAfterLongRun() {
        if (Ending.forgives(life, facts)) {
            attempts = attempts.forgiven();
        }
    }

    private ContainerState halt(ContainerState now, EndCause cause) {
        return to(new Stopping(now.launcherPid(), now.initPid(), facts.killAt(), false, cause),
                new Effect.Halt(facts.name(), now.launcherPid(), now.initPid()), new Effect.WakeAt(facts.killAt()));
    }

    /** Killing is repeated until the launcher is gone: a process in an uninterruptible sleep dies when it wakes. */
    private ContainerState kill(int launcher, int init, EndCause cause) {
        return to(new Stopping(launcher, init, facts.killAgainAt(), true, cause),
                new Effect.Kill(facts.name(), launcher, init), new Effect.WakeAt(facts.killAgainAt()));
    }

    /** The launcher ends by itself when the init could not be executed; if not, it is killed. */
    private ContainerState fail(int launcher, StartFailed failure) {
        return to(new Failing(launcher, facts.killAgainAt(), failure), new Effect.WakeAt(facts.killAgainAt()));
    }

    private ContainerState giveUp(int launcher, String what) {
        effects.add(new Effect.Kill(facts.name(), launcher, 0));
        return fail(launcher, startFailed("start", what + " in time"));
    }

    private ContainerState clean(EndCause cause, Optional<ContainerExit> exit) {
        return to(new Cleaning(new End(cause, exit)), new Effect.CleanUp(facts.name()));
    }

    private ContainerState conclude(End end) {
        Ending ending = Ending.of(end, wish, attempts, facts);
        wish = ending.wish();
        attempts = ending.attempts();
        if (ending.next() instanceof Recovering s) {
            effects.add(new Effect.WakeAt(s.until()));
        }
        if (ending.next() instanceof Stopped && !facts.container().execution().sockets().isEmpty()) {
            effects.add(new Effect.Unlisten(facts.name()));
        }
        return ending.next();
    }

    private static Optional<ContainerExit> failed(String stage, String detail) {
        return Optional.of(startFailed(stage, detail));
    }

    /** Bounded, since it is saved with each change of anything. */
    private static StartFailed startFailed(String stage, String detail) {
        return new StartFailed(stage, detail.length() <= MAX_DETAIL ? detail : detail.substring(0, MAX_DETAIL) + "…");
    }

    /** Its program ran so shortly that its end was seen before its exec was: a launcher says success for no other reason. */
    private static boolean isSuccess(ContainerExit launcherExit) {
        return launcherExit instanceof ContainerExit.Exited(int code) && code == 0;
    }

    /** A launcher that ends before the container's program ran: the container did not exit, it never started. */
    private static Optional<ContainerExit> notStarted(ContainerExit launcherExit) {
        return switch (launcherExit) {
            case ContainerExit.Exited e -> failed("start", "launcher ended with exit " + e.code());
            case ContainerExit.Killed e -> failed("start", "launcher ended by signal " + e.signal());
            case StartFailed e -> Optional.of(e);
        };
    }

    private ContainerState to(ContainerState next, Effect... done) {
        effects.addAll(List.of(done));
        return next;
    }
}
