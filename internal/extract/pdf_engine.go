package extract

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/klippa-app/go-pdfium"
	pdfiumerrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// pdfEngine is PDFium, compiled to WebAssembly and run by wazero: no system
// package is needed, and what a hostile file makes it do stays in its memory.
// Nothing of the disk is mounted into it.
type pdfEngine struct {
	pool pdfium.Pool
}

// The engine is compiled once in a process, for the first PDF.
var engines struct {
	sync.Mutex
	engine *pdfEngine
	memory int64
}

const wasmPage = 64 << 10

// startEngine gives the engine of this process. Compiling takes some seconds;
// with a folder for the compiled form it is a fraction of one the next time.
func startEngine(cacheDir string, memory int64) (*pdfEngine, error) {
	engines.Lock()
	defer engines.Unlock()
	if engines.engine != nil && engines.memory == memory {
		return engines.engine, nil
	}
	// PDFium handles its own errors by exceptions. The engine is not asked to stop
	// on a cancelled context, which would make it several times slower: the
	// process that it runs in is stopped instead.
	config := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithMemoryLimitPages(uint32(memory / wasmPage))
	if cacheDir != "" {
		// A cache that cannot be used only costs time.
		if cache, err := wazero.NewCompilationCacheWithDir(cacheDir); err == nil {
			config = config.WithCompilationCache(cache)
		}
	}
	pool, err := webassembly.Init(webassembly.Config{
		Context:  experimental.WithMemoryAllocator(context.Background(), &engineMemory{buf: make([]byte, memory/wasmPage*wasmPage)}),
		MaxTotal: 1, MaxIdle: 1,
		RuntimeConfig: config, FSConfig: wazero.NewFSConfig(),
		Stdout: io.Discard, Stderr: io.Discard, RandomSource: rand.Reader,
	})
	if err != nil {
		return nil, errEngine(err)
	}
	engines.engine, engines.memory = &pdfEngine{pool: pool}, memory
	return engines.engine, nil
}

// pdfFile is an open document in an instance of its own.
type pdfFile struct {
	engine *pdfEngine
	data   []byte
	in     pdfium.Pdfium
	doc    references.FPDF_DOCUMENT
	traps  int
}

// maxTraps is how often a document may crash its instance before it is given up.
const maxTraps = 3

func (e *pdfEngine) open(data []byte, name string) (*pdfFile, error) {
	f := &pdfFile{engine: e, data: data}
	err := f.start()
	switch {
	case err == nil:
		return f, nil
	case errors.Is(err, pdfiumerrors.ErrPassword), errors.Is(err, pdfiumerrors.ErrSecurity):
		return nil, errPassword(name)
	}
	f.close()
	return nil, errBroken(name).Because(err)
}

// start opens the document in a new instance.
func (f *pdfFile) start() error {
	in, err := f.engine.pool.GetInstance(30 * time.Second)
	if err != nil {
		return errEngine(err)
	}
	f.in = in
	doc, err := in.OpenDocument(&requests.OpenDocument{FileReader: bytes.NewReader(f.data), FileReaderSize: int64(len(f.data))})
	if err != nil {
		f.close()
		return err
	}
	f.doc = doc.Document
	return nil
}

// close throws the instance away, with everything in it.
func (f *pdfFile) close() {
	if f.in != nil {
		f.in.Close()
		f.in = nil
	}
}

// answers tells whether the instance is whole after an error: the engine refused
// something by itself, rather than being stopped in the middle of its work.
func (f *pdfFile) answers(err error) bool {
	if strings.Contains(err.Error(), "wasm") || strings.Contains(err.Error(), "wazero") {
		return false
	}
	_, err = f.pages()
	return err == nil
}

// restart replaces an instance that has crashed. It reports false when the
// document has done so too often.
func (f *pdfFile) restart() bool {
	f.close()
	f.traps++
	return f.traps < maxTraps && f.start() == nil
}

func (f *pdfFile) pages() (int, error) {
	n, err := f.in.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: f.doc})
	if err != nil {
		return 0, err
	}
	return n.PageCount, nil
}

// meta gives a property of the document, "" if it has none.
func (f *pdfFile) meta(tag string) string {
	m, err := f.in.FPDF_GetMetaText(&requests.FPDF_GetMetaText{Document: f.doc, Tag: tag})
	if err != nil {
		return ""
	}
	return strings.TrimSpace(m.Value)
}

// label gives the number that the document itself has for the page, "" if none.
func (f *pdfFile) label(page int) string {
	l, err := f.in.FPDF_GetPageLabel(&requests.FPDF_GetPageLabel{Document: f.doc, Page: page})
	if err != nil {
		return ""
	}
	return strings.TrimSpace(l.Label)
}

func (f *pdfFile) index(page int) requests.Page {
	return requests.Page{ByIndex: &requests.PageByIndex{Document: f.doc, Index: page}}
}
