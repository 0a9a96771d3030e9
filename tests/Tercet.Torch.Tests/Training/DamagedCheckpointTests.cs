using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Tercet.Torch.Encoders;
using Tercet.Torch.Training;

namespace Tercet.Torch.Tests.Training;

/// <summary>Damaged checkpoints: each is refused with a clear message, and leaves the encoder unchanged.</summary>
public sealed class DamagedCheckpointTests : IDisposable
{
    private static readonly TrainingOptions Options = new()
    {
        AdaptiveTarget = 0.5,
        Sequence = new TripletTraining { Options = new() { TripletsPerEpoch = 8, Epochs = 2, MaxDegreeOfParallelism = 1 } },
    };

    /// <summary>How the bytes are damaged, and part of the message.</summary>
    private static readonly Dictionary<string, (Func<byte[], byte[]> Damage, string Message)> DamagedBytes = new()
    {
        ["empty"] = (_ => [], "it has 0 bytes; expected 8 or more."),
        ["seven bytes"] = (bytes => bytes[..7], "it has 7 bytes; expected 8 or more."),
        ["cut in the header"] = (bytes => bytes[..100], " bytes, but 92 follow."),
        ["cut in the data"] = (bytes => bytes[..^1], " bytes follow its header, whose tensors have "),
        ["followed by more"] = (bytes => [.. bytes, 0], " bytes follow its header, whose tensors have "),
        ["a negative length"] = (bytes => [.. BitConverter.GetBytes(-1L), .. bytes[8..]], "its header has -1 bytes, but "),
        ["a huge length"] = (
            bytes => [.. BitConverter.GetBytes(long.MaxValue), .. bytes[8..]], "its header has 9223372036854775807 bytes, but "),
        ["no header"] = (_ => new byte[64], "its header cannot be read ("),
        ["text"] = (_ => Encoding.UTF8.GetBytes("epoch,triplets,hardness\n1,60,0.5\n"), "its header has "),
        ["one weight changed"] = (bytes => [.. bytes[..^1], (byte)(bytes[^1] ^ 1)], "its content does not match its SHA-256."),
        ["the end in zeros"] = (bytes => [.. bytes[..^16], .. new byte[16]], "its content does not match its SHA-256."),
    };

    /// <summary>How the header's JSON is damaged, with its digest recomputed, and part of the message.</summary>
    private static readonly Dictionary<string, (Action<JsonObject> Damage, string Message)> DamagedHeaders = new()
    {
        ["no metadata"] = (header => header.Remove("__metadata__"), "its content does not match its SHA-256"),
        ["no digest"] = (header => header["__metadata__"]!.AsObject().Remove("sha256"), "its content does not match its SHA-256"),
        ["metadata that are a list"] = (
            header => header["__metadata__"] = new JsonArray(), "__metadata__ in its header cannot be read ("),
        ["metadata that are null"] = (header => header["__metadata__"] = null, "__metadata__ in its header is null."),
        ["an entry that is a number"] = (
            header => header["__metadata__"]!["results"] = 1, "__metadata__ in its header cannot be read ("),
        ["an entry that is null"] = (header => header["__metadata__"]!["results"] = null, "__metadata__ holds a null."),
        ["weights alone"] = (
            header => header["__metadata__"]!.AsObject().Remove("results"), "weights without the results of a training run."),
        ["a tensor that is null"] = (header => header["dense.bias"] = null, "dense.bias in its header is null."),
        ["a tensor that is a number"] = (header => header["dense.bias"] = 1, "dense.bias in its header cannot be read ("),
        ["a tensor missing"] = (
            header => Rename(header, "dense.bias", "dense.bias2"), "dense.bias2, which the encoder does not have"),
        ["no type"] = (header => header["dense.bias"]!.AsObject().Remove("dtype"), "dense.bias in its header cannot be read ("),
        ["another type"] = (header => header["dense.bias"]!["dtype"] = "I32", "no dense.bias of F32 and shape [4]"),
        ["no shape"] = (header => header["dense.bias"]!.AsObject().Remove("shape"), "dense.bias in its header cannot be read ("),
        ["a shape that is null"] = (header => header["dense.bias"]!["shape"] = null, "dense.bias in its header cannot be read ("),
        ["a shape that overflows"] = (
            header => header["dense.bias"]!["shape"] = new JsonArray(long.MaxValue, long.MaxValue),
            "no dense.bias of F32 and shape [4]"),
        ["a shape beyond integers"] = (
            header => header["dense.bias"]!["shape"] = new JsonArray(1e30), "dense.bias in its header cannot be read ("),
        ["a negative shape"] = (
            header => header["dense.bias"]!["shape"] = new JsonArray(-4), "no dense.bias of F32 and shape [4]"),
        ["no place"] = (
            header => header["dense.bias"]!.AsObject().Remove("data_offsets"), "dense.bias in its header cannot be read ("),
        ["half a place"] = (
            header => header["dense.bias"]!["data_offsets"] = new JsonArray(128),
            "the offsets of dense.bias are [128] in its header; expected two numbers from 128 on."),
        ["a negative place"] = (
            header => header["dense.bias"]!["data_offsets"] = new JsonArray(-16, 0), "the offsets of dense.bias are [-16, 0]"),
        ["a place that ends before it begins"] = (
            header => header["dense.bias"]!["data_offsets"] = new JsonArray(128, 112),
            "the offsets of dense.bias are [128, 112]"),
        ["a place of another"] = (
            header => header["dense.bias"]!["data_offsets"] = new JsonArray(0, 16), " in its header; expected two numbers from "),
        ["a place beyond the end"] = (
            header => header["dense.bias"]!["data_offsets"] = new JsonArray(128, long.MaxValue),
            "two numbers from 9223372036854775807 on."),
        ["results that are no JSON"] = (
            header => header["__metadata__"]!["results"] = "two epochs", "not a checkpoint of a training run with these options"),
        ["results that are null"] = (header => header["__metadata__"]!["results"] = "null", "(null)"),
        ["an epoch that is null"] = (header => header["__metadata__"]!["results"] = "[null]", "(epoch 1 is missing or invalid)"),
        ["an epoch without metrics"] = (
            header => Results(header, results => results[1]!["Metrics"] = null), "not a checkpoint of a training run"),
        ["an epoch twice"] = (header => Results(header, results => results[1]!["Epoch"] = 0), "(epoch 2 is missing or invalid)"),
        ["an unknown health"] = (
            header => Results(header, results => results[1]!["Health"] = 77), "(epoch 2 is missing or invalid)"),
        ["more triplets than an epoch has"] = (
            header => Results(header, results => results[0]!["Triplets"] = 9), "(epoch 1 has 9 triplets, of 8)"),
        ["more batches than an epoch has"] = (
            header => Results(header, results => results[0]!["Batches"] = 2), "(epoch 1 has 2 batches, of 1)"),
        ["fewer triplets than none"] = (
            header => Results(header, results => results[0]!["Triplets"] = -1), "(epoch 1 has -1 triplets, of 8)"),
        ["more epochs than the options have"] = (
            header => Results(header, results => results.Add(results[1]!.DeepClone())), "(3 epochs, of 2)"),
        ["no hardness to resume with"] = (
            header => header["__metadata__"]!.AsObject().Remove("next-hardness"),
            "(the next epoch's hardness is '', expected 0 to "),
        ["a hardness that is not a number"] = (
            header => header["__metadata__"]!["next-hardness"] = "NaN", "(the next epoch's hardness is 'NaN', expected 0 to "),
    };

    private readonly string _path = Path.GetTempFileName();
    private readonly Head _encoder = new(SmallSet.Inputs, 4, seed: 1);
    private readonly EncoderTrainer _trainer;
    private readonly byte[] _whole, _untrained;

    public DamagedCheckpointTests()
    {
        using (var encoder = new Head(SmallSet.Inputs, 4, seed: 2))
        using (var trainer = new EncoderTrainer(SmallSet.Create(), encoder, Options))
        {
            while (!trainer.IsDone)
                trainer.TrainEpoch(cancellationToken: TestContext.Current.CancellationToken);
            _whole = Save(trainer);
        }
        _trainer = new EncoderTrainer(SmallSet.Create(), _encoder, Options);
        _untrained = Save(_trainer);
    }

    public static TheoryData<string> Bytes() => [.. DamagedBytes.Keys];

    public static TheoryData<string> Headers() => [.. DamagedHeaders.Keys];

    public void Dispose()
    {
        _trainer.Dispose();
        _encoder.Dispose();
        File.Delete(_path);
    }

    [Theory]
    [MemberData(nameof(Bytes))]
    public void Damaged_bytes_are_reported(string name) =>
        RequireFault(DamagedBytes[name].Damage(_whole), DamagedBytes[name].Message);

    [Theory]
    [MemberData(nameof(Headers))]
    public void A_damaged_header_is_reported(string name) =>
        RequireFault(WithHeader(_whole, DamagedHeaders[name].Damage), DamagedHeaders[name].Message);

    [Fact]
    public void A_duplicate_name_is_reported()
    {
        var (header, data) = Split(_whole);
        var json = header.ToJsonString()
            .Replace("{\"dense.weight\"", "{\"dense.bias\":1,\"dense.weight\"", StringComparison.Ordinal);
        RequireFault(Join(json, data), "its header cannot be read (");
    }

    [Fact]
    public void A_folder_is_reported()
    {
        var folder = Directory.CreateTempSubdirectory("tercet-test").FullName;
        try
        {
            Assert.Equal(
                $"{folder}: a folder. Expected a checkpoint file; name one in it.",
                Assert.Throws<InvalidInputException>(() => _trainer.Resume(folder)).Message);
        }
        finally
        {
            Directory.Delete(folder);
        }
    }

    [Fact]
    public void A_checkpoint_of_another_encoder_is_reported_and_changes_nothing()
    {
        using var encoder = new Head(SmallSet.Inputs, 4, hidden: SmallSet.Inputs, seed: 1);
        using var trainer = new EncoderTrainer(SmallSet.Create(), encoder, Options);
        RequireFault(Save(trainer), "hidden.weight, which the encoder does not have");
    }

    [Fact]
    public void Where_the_schedule_sets_the_hardness_an_adaptive_one_is_refused()
    {
        File.WriteAllBytes(_path, _whole);
        using var trainer = new EncoderTrainer(SmallSet.Create(), _encoder, Options with { AdaptiveTarget = null });
        var fault = Assert.Throws<InvalidInputException>(() => trainer.Resume(_path));
        Assert.Contains("expected none, since the schedule sets it)", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_damage_is_refused_or_does_not_matter()
    {
        Gen.Select(Gen.Select(Gen.Int[0, _whole.Length - 1], Gen.Byte).Array[0, 3], Gen.Int[0, 3 * _whole.Length]).Sample(
            (changes, length) =>
            {
                var bytes = _whole.ToArray();
                foreach (var (place, value) in changes)
                    bytes[place] = value;
                if (Resume(bytes[..Math.Min(length, bytes.Length)]))
                    Assert.Equal(_whole, Save(_trainer)); // as where a space became a tab
            },
            iter: 1000, threads: 1);
    }

    [Fact]
    public void Any_results_are_refused_or_of_these_options()
    {
        var results = (string)Split(_whole).Header["__metadata__"]!["results"]!;
        var character = Gen.OneOf(Gen.Char["0123456789-.eE,:[]{} n"], Gen.Char[' ', '~']);
        Gen.Select(Gen.Int[0, results.Length - 1], character).Array[1, 2].Sample(
            changes =>
            {
                var text = results.ToCharArray();
                foreach (var (place, value) in changes)
                    text[place] = value;
                if (Resume(WithHeader(_whole, header => header["__metadata__"]!["results"] = new string(text))))
                {
                    Assert.All(_trainer.Results, (result, i) => Assert.Equal(
                        (i, true, true), (result.Epoch, result.Triplets is > 0 and <= 8, Enum.IsDefined(result.Health))));
                }
            },
            iter: 1000, threads: 1);
    }

    private void RequireFault(byte[] bytes, string expected)
    {
        File.WriteAllBytes(_path, bytes);
        var message = Assert.Throws<InvalidInputException>(() => _trainer.Resume(_path)).Message;
        Assert.StartsWith(_path + ": ", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Contains("Expected ", message, StringComparison.Ordinal);
        Assert.Equal(_untrained, Save(_trainer));

        File.WriteAllBytes(_path, _whole);
        _trainer.Resume(_path);
        Assert.Equal(_whole, Save(_trainer));
    }

    private bool Resume(byte[] bytes)
    {
        File.WriteAllBytes(_path, bytes);
        try
        {
            _trainer.Resume(_path);
            return true;
        }
        catch (InvalidInputException e)
        {
            Assert.StartsWith(_path, e.Message, StringComparison.Ordinal);
            return false;
        }
    }

    private byte[] Save(EncoderTrainer trainer)
    {
        trainer.Save(_path);
        return File.ReadAllBytes(_path);
    }

    private static void Results(JsonObject header, Action<JsonArray> change)
    {
        var results = JsonNode.Parse((string)header["__metadata__"]!["results"]!)!.AsArray();
        change(results);
        header["__metadata__"]!["results"] = results.ToJsonString();
    }

    private static void Rename(JsonObject header, string name, string other)
    {
        var value = header[name];
        header.Remove(name);
        header[other] = value;
    }

    private static byte[] WithHeader(byte[] whole, Action<JsonObject> change)
    {
        var (header, data) = Split(whole);
        change(header);
        if (header["__metadata__"] is JsonObject metadata && metadata.ContainsKey("sha256")
            && metadata.All(entry => entry.Value?.GetValueKind() == JsonValueKind.String))
        {
            metadata["sha256"] = SafeTensors.Digest(
                SHA256.HashData(data), metadata.ToDictionary(entry => entry.Key, entry => (string)entry.Value!));
        }
        return Join(header.ToJsonString(), data);
    }

    private static (JsonObject Header, byte[] Data) Split(byte[] file)
    {
        var end = 8 + (int)BitConverter.ToInt64(file);
        return (JsonNode.Parse(file.AsSpan(8, end - 8))!.AsObject(), file[end..]);
    }

    private static byte[] Join(string header, byte[] data)
    {
        var json = Encoding.UTF8.GetBytes(header);
        return [.. BitConverter.GetBytes((long)json.Length), .. json, .. data];
    }
}
