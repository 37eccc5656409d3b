package world

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"time"
)

// What the emulator pretends to be.
const (
	Region  = "eu-west-2"
	Account = "000000000000"
)

const (
	emulatorPatience = 30 * time.Second
	emulatorGrace    = 5 * time.Second // it ends its functions first
)

// emulator is a running AWS emulator: ministack, corrected by scripts/launcher.
type emulator struct {
	*process
	url  string
	log  *os.File
	gone context.Context // over once it has ended
}

// startEmulator starts ministack on a loopback port, 0 meaning any that is
// free, and waits until it answers.
func (c checkout) startEmulator(ctx context.Context, port int) (*emulator, error) {
	port, err := freePort(port)
	if err != nil {
		return nil, fmt.Errorf("the AWS emulator: %w", err)
	}
	log, err := c.log("emulator")
	if err != nil {
		return nil, err
	}
	e := &emulator{url: "http://127.0.0.1:" + strconv.Itoa(port), log: log}
	// Python need not keep what it compiles: it would keep it in scripts/launcher.
	cmd := exec.Command(c.path(".venv", "bin", "python"), "-B", c.path("scripts", "launcher"))
	cmd.Dir, cmd.Stdout, cmd.Stderr = c.state("emulator"), log, log
	cmd.Env = c.environment(c.emulatorSettings(port)...)
	if e.process, err = spawn(cmd); err != nil {
		log.Close()
		return nil, fmt.Errorf("the AWS emulator: %w", err)
	}
	var over context.CancelFunc
	e.gone, over = context.WithCancel(context.Background())
	go func() { <-e.ended; over() }()
	if err := e.wait(ctx); err != nil {
		err = fmt.Errorf("the AWS emulator: %w; the end of %s:\n%s", err, log.Name(), tail(log.Name(), 25))
		return nil, errors.Join(err, e.stop())
	}
	return e, nil
}

// emulatorSettings keep ministack on loopback, its files in the checkout, and
// its hands off Docker. The functions it starts inherit them all, and so find
// the emulator and nothing else.
func (c checkout) emulatorSettings(port int) []string {
	return append(awsEnvironment("http://127.0.0.1:"+strconv.Itoa(port)),
		"GATEWAY_PORT="+strconv.Itoa(port), "BIND_HOST=127.0.0.1", "MINISTACK_REGION="+Region,
		"IOT_MTLS_ENABLED=0", "SFTP_ENABLED=0", "DOCKER_HOST=unix://"+c.state("emulator", "no-docker"),
		"STATE_DIR="+c.state("emulator", "state"), "S3_DATA_DIR="+c.state("emulator", "s3"),
		"PYTHONUNBUFFERED=1")
}

// awsEnvironment points AWS SDKs and tools at the emulator, with credentials
// that are none.
func awsEnvironment(url string) []string {
	return []string{"AWS_ENDPOINT_URL=" + url, "AWS_REGION=" + Region, "AWS_DEFAULT_REGION=" + Region,
		"AWS_ACCESS_KEY_ID=local", "AWS_SECRET_ACCESS_KEY=local", "AWS_EC2_METADATA_DISABLED=true",
		"AWS_CONFIG_FILE=/dev/null", "AWS_SHARED_CREDENTIALS_FILE=/dev/null"}
}

// wait returns once the emulator is healthy.
func (e *emulator) wait(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, emulatorPatience)
	defer cancel()
	return poll(ctx, 50*time.Millisecond, func() (bool, error) {
		select {
		case <-e.ended:
			return false, fmt.Errorf("it ended: %w", e.err)
		default:
		}
		return e.healthy(ctx), nil
	})
}

func (e *emulator) healthy(ctx context.Context) bool {
	ask, err := http.NewRequestWithContext(ctx, http.MethodGet, e.url+"/_ministack/health", nil)
	if err != nil {
		return false
	}
	reply, err := http.DefaultClient.Do(ask)
	return err == nil && reply.Body.Close() == nil && reply.StatusCode == http.StatusOK
}

func (e *emulator) stop() error {
	e.process.stop(emulatorGrace)
	return e.log.Close()
}

// freePort returns a free loopback port, or the one asked for if it is free.
func freePort(asked int) (int, error) {
	listener, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(asked)))
	if err != nil {
		return 0, fmt.Errorf("port %d is taken: %w", asked, err)
	}
	return listener.Addr().(*net.TCPAddr).Port, listener.Close()
}

// poll asks until it is done, fails, or ctx ends.
func poll(ctx context.Context, every time.Duration, done func() (bool, error)) error {
	timer := time.NewTicker(every)
	defer timer.Stop()
	for {
		if ok, err := done(); ok || err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-timer.C:
		}
	}
}
