package world

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"golang.org/x/sync/errgroup"
)

// start brings up all of the world, each long step with its progress.
func (w *World) start(ctx context.Context) error {
	for _, part := range []func(context.Context) error{w.occupy, w.openOrg, w.openPhones, w.prepare, w.deploy, w.connect} {
		if err := part(ctx); err != nil {
			return err
		}
	}
	return nil
}

// step runs one long step.
func (w *World) step(ctx context.Context, name string, do func(context.Context) error) error {
	return w.options.Progress.Step(name, func() error { return do(ctx) })
}

// occupy takes hold of a checkout in which all that nobody installs is there.
func (w *World) occupy(ctx context.Context) error {
	if err := w.step(ctx, "check prerequisites", w.checkout.prerequisites); err != nil {
		return err
	}
	release, err := w.checkout.claim()
	if err != nil {
		return err
	}
	w.stop = append(w.stop, release)
	w.Settings, err = w.checkout.settings()
	return err
}

func (w *World) openOrg(context.Context) (err error) {
	if w.org, err = w.checkout.startOrg(w.options.OrgPort); err != nil {
		return err
	}
	w.stop = append(w.stop, w.org.stop)
	w.Org = w.org.Org
	if w.users, err = hire(w.Org); err != nil {
		return err
	}
	if err = w.supervise(); err != nil {
		return err
	}
	w.callers, err = seed(w.Org)
	return err
}

func (w *World) openPhones(context.Context) (err error) {
	if w.phones, err = openPhones(); err != nil {
		return err
	}
	w.stop = append(w.stop, w.phones.stop)
	return nil
}

// prepare does all that a deploy needs, as far as it can side by side.
func (w *World) prepare(ctx context.Context) error {
	all, ctx := errgroup.WithContext(ctx)
	all.Go(func() error { return w.step(ctx, "build functions and CDK app", w.checkout.build) })
	all.Go(func() error {
		if err := w.equip(ctx); err != nil {
			return err
		}
		return w.step(ctx, "cdk bootstrap", func(ctx context.Context) error { return w.checkout.bootstrap(ctx, w.emulator.url) })
	})
	return all.Wait()
}

// equip gets the CDK CLI, and a running emulator.
func (w *World) equip(ctx context.Context) error {
	both, ctx := errgroup.WithContext(ctx)
	both.Go(func() error { return w.step(ctx, "install CDK CLI", w.checkout.installCDK) })
	both.Go(func() error { return w.raiseEmulator(ctx) })
	return both.Wait()
}

func (w *World) raiseEmulator(ctx context.Context) error {
	if err := w.step(ctx, "install AWS emulator", w.checkout.installEmulator); err != nil {
		return err
	}
	return w.step(ctx, "start AWS emulator", func(ctx context.Context) (err error) {
		if w.emulator, err = w.checkout.startEmulator(ctx, w.options.AWSPort); err != nil {
			return err
		}
		w.stop = append(w.stop, w.emulator.stop)
		return nil
	})
}

func (w *World) deploy(ctx context.Context) error {
	return w.step(ctx, "cdk deploy", func(ctx context.Context) (err error) {
		w.Outputs, err = w.checkout.deploy(ctx, string(w.checkout), w.emulator.url, "salesforceUrl="+w.org.url, "connectUrl="+w.phones.url)
		return err
	})
}

// connect makes the parts known to each other: Tieline gets into the org, and
// the phones are plugged in.
func (w *World) connect(ctx context.Context) error {
	w.AWS = emulatedAWS(w.emulator.url)
	if err := w.org.admit(ctx, w.AWS, w.Outputs.SalesforceSecret); err != nil {
		return err
	}
	w.follower = newFollower(w.org)
	w.desks = &desks{org: w.org, users: w.users, tell: w.options.Progress.Println, at: map[string]desk{}}
	w.sabotage = &sabotage{how: w.options.Break, tell: w.options.Progress.Println}
	var err error
	if w.Instance, err = w.newInstance(usualQueue, "Customer Service", fast); err != nil {
		return err
	}
	w.phones.plug(w.Instance)
	background, cancel := context.WithCancel(context.Background())
	w.stop = append(w.stop, func() error { cancel(); return nil })
	go w.follower.follow(background)
	if w.options.Trouble != Down {
		w.Org.Misbehave(w.options.Seed, troubles[w.options.Trouble])
	}
	w.relay(background)
	w.stop = append(w.stop, newSink(cloudwatchlogs.NewFromConfig(w.AWS), cloudwatch.NewFromConfig(w.AWS), w.options.Progress.Println).start())
	return nil
}
