package main

import (
	"context"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"time"

	"tieline/scripts/bench/runtimeapi"
	"tieline/scripts/bench/stub"
	"tieline/shared/names"
)

// Subject is a function that is invoked again and again with one event.
type Subject struct {
	Name    string // of its row
	Means   string // in a few words
	Program string // its folder in the folder of programs
	Env     []string
	Event   []byte
	Table   stub.Table                // that every invocation finds
	Makes   stub.Calls                // that an invocation must make
	Only    bool                      // and it must make no others, but for what is shared by many
	Most    time.Duration             // that it may take; 0 is as long as it likes
	Hangs   bool                      // Salesforce does not answer
	Checks  func(answer []byte) error // what is wrong about an answer; nil if all will do
}

// Bench holds what all measurements share.
type Bench struct {
	Programs string // folder of the programs built for this machine
	Cloud    *stub.Server
	Progress io.Writer
	told     time.Time
}

// patience bounds an invocation, and a start.
const patience = 30 * time.Second

// run starts a program with all of our settings, and keeps what it says.
func (b *Bench) run(program string, env []string) (*runtimeapi.Function, *words, error) {
	said := &words{}
	cmd := exec.Command(filepath.Join(b.Programs, program, "bootstrap"))
	cmd.Env = slices.Concat(b.settings(), env)
	cmd.Stdout, cmd.Stderr = said, said
	f, err := runtimeapi.Start(cmd)
	return f, said, err
}

// settings are the environment of every function: Lambda's own variables as far
// as the SDK reads them, and ours.
func (b *Bench) settings() []string {
	return []string{
		"AWS_LAMBDA_FUNCTION_NAME=measured", "AWS_REGION=eu-west-2",
		"AWS_ACCESS_KEY_ID=a", "AWS_SECRET_ACCESS_KEY=b", "AWS_SESSION_TOKEN=c",
		"AWS_ENDPOINT_URL=" + b.Cloud.URL(),
		names.EnvContactsTable + "=" + names.Contacts,
		names.EnvCallersTable + "=" + names.Callers,
		names.EnvOperationsTable + "=" + names.Operations,
		names.EnvHeartbeat + "=off",
		names.EnvContactsDueURL + "=" + b.Cloud.URL() + "/" + names.ContactsDue,
		names.EnvParkedBucket + "=" + names.Parked,
		names.EnvSalesforceURL + "=" + b.Cloud.URL(),
		names.EnvSalesforceSecret + "=" + names.Salesforce,
		names.EnvIndexShards + "=1",
		names.EnvHold + "=0s",      // what is learned is due at once
		names.EnvDraftHold + "=0s", // likewise
		names.EnvConnectInstances + "=arn:aws:connect:eu-west-2:111122223333:instance/aaaaaaaa-0000-4000-8000-000000000001", // the samples'
		names.EnvSalesforceEvents + "=" + b.Cloud.URL() + "/" + names.SalesforceEvents,
		names.EnvRetention + "=876000h", // a hundred years, as the samples are old
		names.EnvCTISystem + "=measured",
		names.EnvStage + "=measured",
		names.EnvBus + "=measured",
		names.EnvWatchedQueues + "=",
		names.EnvRunbook + "=measured",
	}
}

// live is a subject at work.
type live struct {
	Subject
	function *runtimeapi.Function
	said     *words
	cloud    *stub.Server

	took Durations
	made stub.Calls
	cpu  time.Duration // when counting began
}

func (b *Bench) start(ctx context.Context, s Subject) (*live, error) {
	f, said, err := b.run(s.Program, s.Env)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if _, err := f.Started(ctx); err != nil {
		f.Stop()
		return nil, fmt.Errorf("start %s: %w; it said: %s", s.Name, err, said)
	}
	return &live{Subject: s, function: f, said: said, cloud: b.Cloud, made: stub.Calls{}}, nil
}

// once invokes the subject. An answer or a call that is not as it should be is
// an error: nothing is measured of what fails.
func (l *live) once(ctx context.Context) error {
	if l.Table != nil {
		l.cloud.Fill(l.Table)
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	l.cloud.Hang(l.Hangs)
	defer l.cloud.Hang(false)
	before := l.cloud.Calls()
	answer, took, err := l.function.Invoke(ctx, l.Event)
	made := l.cloud.Calls().Since(before)
	if err == nil {
		err = l.check(answer, made)
	}
	if err == nil && l.Most > 0 && took > l.Most {
		err = fmt.Errorf("it took %s, which is more than %s", took, l.Most)
	}
	if err != nil {
		return fmt.Errorf("invoke %s: %w; it said: %s", l.Name, err, l.said)
	}
	l.took = append(l.took, took)
	l.made.Add(made)
	return nil
}

// shared are calls that one invocation makes for many: conditions each 30 s, a
// token each half an hour, a connection that stays.
var shared = map[string]bool{"BatchGetItem": true, "GetSecretValue": true, "Token": true, stub.Connect: true}

func (l *live) check(answer []byte, made stub.Calls) error {
	for name, want := range l.Makes {
		if made[name] != want {
			return fmt.Errorf("it called %s %d times, not %d", name, made[name], want)
		}
	}
	for name, n := range made {
		if _, may := l.Makes[name]; l.Only && !may && !shared[name] {
			return fmt.Errorf("it called %s %d times, and should not", name, n)
		}
	}
	if made[stub.Refused] > 0 {
		return fmt.Errorf("it made %d calls that the stub does not know", made[stub.Refused])
	}
	if l.Checks != nil {
		return l.Checks(answer)
	}
	return nil
}

// begin forgets what was measured so far.
func (l *live) begin() (err error) {
	l.took, l.made = nil, stub.Calls{}
	l.cpu, err = cpuTime(l.function.PID())
	return err
}

// Invoked is what was measured of a subject.
type Invoked struct {
	Timed
	Program string
	Memory  Memory // after the last
}

func (l *live) measured() (Invoked, error) {
	cpu, err := cpuTime(l.function.PID())
	if err != nil {
		return Invoked{}, err
	}
	memory, err := memoryOf(l.function.PID())
	if err != nil {
		return Invoked{}, err
	}
	made := map[string]float64{}
	for name, n := range l.made {
		made[name] = float64(n) / float64(len(l.took))
	}
	return Invoked{Timed{l.Name, l.Means, l.took, cpu - l.cpu, made}, l.Program, memory}, nil
}
