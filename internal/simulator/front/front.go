// Package front is the private network of an embedded stack: it serves the
// names that a guide prints (https://rocket.company) with TLS ended in the
// process, to browsers through a proxy on the loopback interface and to
// programs through an [http.RoundTripper]. No name leads outside the process.
package front
