package world

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// checkout is the repository's root folder. All that the world writes, it
// writes below; what is not a tool or a build, below .tieline.
type checkout string

// FindCheckout returns the checkout that dir is in.
func FindCheckout(dir string) (string, error) {
	for at := dir; ; at = filepath.Dir(at) {
		if mod, err := os.ReadFile(filepath.Join(at, "go.mod")); err == nil && strings.HasPrefix(string(mod), "module tieline\n") {
			return at, nil
		}
		if at == filepath.Dir(at) {
			return "", fmt.Errorf("%s is not in a checkout of Tieline", dir)
		}
	}
}

func (c checkout) path(parts ...string) string {
	return filepath.Join(append([]string{string(c)}, parts...)...)
}

func (c checkout) state(parts ...string) string {
	return c.path(append([]string{".tieline"}, parts...)...)
}

// forgetful are the folders of .tieline that every world begins anew.
var forgetful = []string{"logs", "tmp", "emulator", "cdk.out"}

// claim makes the checkout ready for one world, and keeps others out of it
// until release: they would share its tools and logs.
func (c checkout) claim() (release func() error, err error) {
	if err := os.MkdirAll(c.state(), 0o755); err != nil {
		return nil, err
	}
	lock, err := os.OpenFile(c.state("lock"), os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return nil, errors.Join(fmt.Errorf("another local world is running in this checkout (%s is locked): stop it first", lock.Name()), lock.Close())
	}
	for _, name := range forgetful {
		if err := errors.Join(os.RemoveAll(c.state(name)), os.MkdirAll(c.state(name), 0o755)); err != nil {
			return nil, errors.Join(err, lock.Close())
		}
	}
	return lock.Close, nil
}
