namespace Tercet.Files;

/// <summary>Steps as a part holds them: rows by number, classes left to the tables.</summary>
internal abstract class StepCodec<TStep>
{
    /// <summary>Writes a step.</summary>
    public abstract void Write(BinaryWriter writer, TStep step);

    /// <summary>Reads a step.</summary>
    public abstract TStep Read(BinaryReader reader);

    /// <summary>The index of a step in its sequence.</summary>
    public abstract long StepOf(TStep step);

    protected static void WriteOptional(BinaryWriter writer, double? value) => writer.Write(value ?? double.NaN);

    protected static double? ReadOptional(BinaryReader reader) => reader.ReadDouble() is var value && double.IsNaN(value) ? null : value;
}

/// <summary>The classes of the data by name, so that steps hold their numbers.</summary>
internal sealed class ClassIndex(LabeledItems items)
{
    private readonly Dictionary<string, int> _numbers = items.ClassNames.Select((name, number) => (name, number))
        .ToDictionary(entry => entry.name, entry => entry.number, StringComparer.Ordinal);

    public int NumberOf(string name) => _numbers[name];

    public string NameOf(int number) => items.ClassNames[number];
}

/// <summary>Triplets, 72 bytes each.</summary>
internal sealed class TripletCodec(LabeledItems items) : StepCodec<Triplet>
{
    private readonly ClassIndex _classes = new(items);

    public override void Write(BinaryWriter writer, Triplet step)
    {
        writer.Write(step.Step);
        writer.Write(step.Epoch);
        writer.Write(step.Cycle);
        writer.Write(step.Anchor);
        writer.Write(step.Positive);
        writer.Write(step.Negative);
        writer.Write(step.Rank);
        writer.Write(_classes.NumberOf(step.AnchorClass));
        writer.Write(step.Removed);
        writer.Write(step.PositiveDistance);
        writer.Write(step.NegativeDistance);
        WriteOptional(writer, step.TargetHardness);
        writer.Write(step.Hardness);
    }

    public override Triplet Read(BinaryReader reader)
    {
        var step = reader.ReadInt64();
        var (epoch, cycle) = (reader.ReadInt32(), reader.ReadInt32());
        var (anchor, positive, negative, rank) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        var (number, removed) = (reader.ReadInt32(), reader.ReadInt32());
        var (positiveDistance, negativeDistance) = (reader.ReadDouble(), reader.ReadDouble());
        var (target, hardness) = (ReadOptional(reader), reader.ReadDouble());
        return new Triplet(
            step, epoch, cycle, anchor, positive, negative, _classes.NameOf(number), items.Items.Classes[negative] ?? "",
            positiveDistance, negativeDistance, target, hardness, rank)
        {
            Removed = removed,
        };
    }

    public override long StepOf(Triplet step) => step.Step;
}

/// <summary>Batches.</summary>
internal sealed class BatchCodec(LabeledItems items) : StepCodec<Batch>
{
    private readonly ClassIndex _classes = new(items);

    public override void Write(BinaryWriter writer, Batch step)
    {
        writer.Write(step.Step);
        writer.Write(step.Epoch);
        writer.Write(step.Cycle);
        writer.Write(step.Pass);
        WriteOptional(writer, step.TargetHardness);
        writer.Write(step.Items.Count);
        foreach (var item in step.Items)
        {
            writer.Write(item.Group);
            writer.Write((byte)item.Role);
            writer.Write(item.Row);
            writer.Write(_classes.NumberOf(item.Class));
            WriteOptional(writer, item.Distance);
            WriteOptional(writer, item.Hardness);
        }
    }

    public override Batch Read(BinaryReader reader)
    {
        var step = reader.ReadInt64();
        var (epoch, cycle, pass, target) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt64(), ReadOptional(reader));
        var members = new BatchItem[reader.ReadInt32()];
        for (var i = 0; i < members.Length; i++)
        {
            var (group, role, row) = (reader.ReadInt32(), (ItemRole)reader.ReadByte(), reader.ReadInt32());
            members[i] = new BatchItem(
                group, role, row, _classes.NameOf(reader.ReadInt32()), ReadOptional(reader), ReadOptional(reader));
        }
        return new Batch(step, epoch, cycle, pass, target, members);
    }

    public override long StepOf(Batch step) => step.Step;
}
