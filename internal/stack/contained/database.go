package contained

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"

	"go.mongodb.org/mongo-driver/v2/event"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"gonogo/containers/mongodb"
)

// database connects to a stack's MongoDB, see dial.
func (e engine) database(ctx context.Context, stack string) (c *mongo.Client, unread, err error) {
	p, err := e.part(ctx, stack, partMongoDB)
	if err != nil {
		return nil, nil, err
	}
	address, err := p.address(mongodb.Port)
	if err != nil {
		return nil, nil, err
	}
	return dial(ctx, address)
}

// dial connects to the MongoDB at an address. One that speaks another version of
// the protocol than the driver is no error but none that can be read: MongoDB
// 4.0, which Rocket.Chat 3.18 asks for (§10.2), is too old. unread is then what
// the driver says about it.
func dial(ctx context.Context, address string) (c *mongo.Client, unread, err error) {
	var incompatible atomic.Pointer[error]
	watch := &event.ServerMonitor{TopologyDescriptionChanged: func(e *event.TopologyDescriptionChangedEvent) {
		if err := e.NewDescription.CompatibilityErr; err != nil {
			incompatible.Store(&err)
		}
	}}
	c, err = mongo.Connect(options.Client().ApplyURI("mongodb://" + address + "/").SetDirect(true).SetServerMonitor(watch))
	if err != nil {
		return nil, nil, fmt.Errorf("connecting to MongoDB: %w", err)
	}
	err = c.Ping(ctx, nil)
	if err == nil {
		return c, nil, nil
	}
	end := c.Disconnect(context.WithoutCancel(ctx))
	if why := incompatible.Load(); why != nil {
		return nil, *why, end
	}
	return nil, nil, errors.Join(fmt.Errorf("asking MongoDB: %w", err), end)
}
