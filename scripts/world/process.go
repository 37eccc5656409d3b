package world

import (
	"os/exec"
	"runtime"
	"syscall"
	"time"
)

// process is a running child, in a process group of its own: a Ctrl-C in the
// terminal is for us, and we pass it on in the order we choose.
type process struct {
	cmd   *exec.Cmd
	ended chan struct{} // closed once err is set
	err   error
}

// spawn starts cmd, and sees to it that it ends when we do, however that is.
func spawn(cmd *exec.Cmd) (*process, error) {
	cmd.SysProcAttr = tethered()
	p := &process{cmd: cmd, ended: make(chan struct{})}
	started := make(chan error)
	go func() {
		// Linux ends a tethered child with the thread that started it
		// (prctl(2), PR_SET_PDEATHSIG), so this one stays until the child ends.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := cmd.Start()
		if started <- err; err == nil {
			p.err = cmd.Wait()
			close(p.ended)
		}
	}()
	return p, <-started
}

// stop interrupts the group, and kills what is left of it after grace.
func (p *process) stop(grace time.Duration) {
	group := -p.cmd.Process.Pid
	_ = syscall.Kill(group, syscall.SIGINT) // there may be none left
	select {
	case <-p.ended:
	case <-time.After(grace):
	}
	_ = syscall.Kill(group, syscall.SIGKILL)
	<-p.ended
}
