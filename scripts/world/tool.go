package world

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"
)

// toolGrace is what an installer or deployer gets to end in after Ctrl-C.
const toolGrace = time.Second

// tool runs a command to its end, in the checkout unless it says where. What it prints goes to the
// log of that name, whose tail is in the error if it fails.
func (c checkout) tool(ctx context.Context, log string, cmd *exec.Cmd, env ...string) error {
	out, err := c.log(log)
	if err != nil {
		return err
	}
	defer out.Close()
	cmd.Dir = cmp.Or(cmd.Dir, string(c))
	cmd.Env, cmd.Stdout, cmd.Stderr = c.environment(env...), out, out
	p, err := spawn(cmd)
	if err != nil {
		return err
	}
	select {
	case <-ctx.Done():
		p.stop(toolGrace)
		return context.Cause(ctx)
	case <-p.ended:
	}
	if p.err != nil {
		return fmt.Errorf("%s: %w; the end of %s:\n%s", strings.Join(cmd.Args, " "), p.err, out.Name(), tail(out.Name(), 25))
	}
	return nil
}

// log opens a log for adding to it.
func (c checkout) log(name string) (*os.File, error) {
	return os.OpenFile(c.state("logs", name+".log"), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o644)
}

// tail returns the last lines of a file, indented.
func tail(file string, lines int) string {
	text, err := os.ReadFile(file)
	if err != nil {
		return err.Error()
	}
	all := strings.Split(strings.TrimRight(string(text), "\n"), "\n")
	return "  " + strings.Join(all[max(0, len(all)-lines):], "\n  ")
}

// foreign are the beginnings of variables that must not reach a child: a
// user's own AWS account and tools, and the make that may have started us.
var foreign = []string{"AWS_", "AMAZON_", "CDK_", "JSII_", "MAKE", "MFLAGS", "NODE_OPTIONS=", "PYTHON", "VIRTUAL_ENV="}

// environment is ours for a child: no foreign variables, and temporary files
// within the checkout.
func (c checkout) environment(more ...string) []string {
	var env []string
next:
	for _, v := range os.Environ() {
		for _, name := range foreign {
			if strings.HasPrefix(v, name) {
				continue next
			}
		}
		env = append(env, v)
	}
	env = append(env, "TMPDIR="+c.state("tmp"), "NO_PROXY=127.0.0.1,localhost", "no_proxy=127.0.0.1,localhost")
	return append(env, more...)
}
