package world

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync/atomic"
	"time"
)

// phones is where the simulated instance answers what is asked of Amazon
// Connect's API. The functions are told of it before there is an instance, which
// needs what the deploy makes.
type phones struct {
	url      string
	instance atomic.Pointer[http.Handler]
	server   *http.Server
	ended    chan error
}

// openPhones listens on a loopback port that is free.
func openPhones() (*phones, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("the simulated instance: %w", err)
	}
	p := &phones{url: "http://" + listener.Addr().String(), ended: make(chan error, 1)}
	p.server = &http.Server{Handler: p, ReadHeaderTimeout: 10 * time.Second}
	go func() { p.ended <- p.server.Serve(listener) }()
	return p, nil
}

// plug lets the instance answer.
func (p *phones) plug(instance http.Handler) { p.instance.Store(&instance) }

// ServeHTTP is that of the instance, once there is one.
func (p *phones) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if instance := p.instance.Load(); instance != nil {
		(*instance).ServeHTTP(w, r)
		return
	}
	w.WriteHeader(http.StatusServiceUnavailable)
}

func (p *phones) stop() error {
	err := p.server.Close()
	if ended := <-p.ended; !errors.Is(ended, http.ErrServerClosed) {
		return errors.Join(err, ended)
	}
	return err
}
