package clients_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// node runs one of the tests beside this file that are written for Node.
func node(t *testing.T, file string, env ...string) {
	t.Helper()
	for _, need := range []string{"node_modules", "connect.mjs", file} {
		// Looking at a file also tells the test cache of it.
		if _, err := os.Stat(need); err != nil {
			t.Skipf("NOT TESTED with clients for Node, `make test-clients` does: %v", err)
		}
	}
	program, err := exec.LookPath("node")
	if err != nil {
		t.Skipf("NOT TESTED with clients for Node: %v", err)
	}
	cmd := exec.CommandContext(t.Context(), program, "--test", "--test-reporter=spec", file)
	cmd.Env = append(os.Environ(), env...)
	out, err := cmd.CombinedOutput()
	if t.Logf("%s", out); err != nil {
		t.Error(err)
	}
}

func TestJsforceTakesItForSalesforce(t *testing.T) {
	files, err := filepath.Glob("jsforce*.test.mjs")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d tests: %v", len(files), err)
	}
	for _, file := range files {
		t.Run(file, func(t *testing.T) {
			o := newOrg(t, nil)
			node(t, file, "ORG_URL="+o.url, "ORG_CLIENT_ID="+clientID, "ORG_CLIENT_SECRET="+secret,
				"ORG_USERNAME="+username, "ORG_PRIVATE_KEY="+o.privateKey(t))
		})
	}
}
