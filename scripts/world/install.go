package world

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"os/exec"
)

// prerequisites checks that the tools are there that nobody installs for us.
// The error is the one message that names all that are missing.
func (c checkout) prerequisites(ctx context.Context) error {
	out, err := exec.CommandContext(ctx, c.path("scripts", "prerequisites.sh")).CombinedOutput()
	if err != nil && len(out) > 0 {
		return missing(out)
	}
	return err
}

// missing is what the prerequisites script says.
type missing string

func (m missing) Error() string { return string(m) }

// InstallEmulator installs the AWS emulator into a checkout, if it is not there.
func InstallEmulator(ctx context.Context, root string) error {
	return checkout(root).installEmulator(ctx)
}

// installEmulator makes the Python environment with the AWS emulator.
func (c checkout) installEmulator(ctx context.Context) error {
	list, venv := c.path("scripts", "world", "requirements.txt"), c.path(".venv")
	return installed(list, c.path(".venv", ".tieline-stamp"), func() error {
		if err := os.RemoveAll(venv); err != nil {
			return err
		}
		if err := c.tool(ctx, "install-emulator", exec.Command("python3", "-m", "venv", venv)); err != nil {
			return err
		}
		return c.tool(ctx, "install-emulator", exec.Command(c.path(".venv", "bin", "python"), "-m", "pip", "install",
			"--disable-pip-version-check", "--no-input", "--no-deps", "--requirement", list))
	})
}

// installCDK installs the CDK CLI as infra's lock file pins it.
func (c checkout) installCDK(ctx context.Context) error {
	return installed(c.path("infra", "package-lock.json"), c.path("infra", "node_modules", ".tieline-stamp"), func() error {
		return c.tool(ctx, "install-cdk", exec.Command("npm", "ci", "--no-audit", "--no-fund", "--prefix", c.path("infra")))
	})
}

// build makes what the CDK app needs: itself, and the functions for this host.
func (c checkout) build(ctx context.Context) error {
	return c.tool(ctx, "build", exec.Command("make", "--silent", "synth-inputs"))
}

// installed runs install unless it has been run for the same content of lock,
// as the stamp remembers. The stamp lies in what was installed, and so goes
// with it.
func installed(lock, stamp string, install func() error) error {
	content, err := os.ReadFile(lock)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(content)
	want := hex.EncodeToString(sum[:])
	if got, err := os.ReadFile(stamp); err == nil && string(got) == want {
		return nil
	}
	if err := install(); err != nil {
		return err
	}
	return os.WriteFile(stamp, []byte(want), 0o644)
}
