using Tercet.Torch.Training;
using TorchSharp;
using TorchSharp.Modules;

namespace Tercet.Train.Runs;

/// <summary>Epochs as TensorBoard events; steps are triplets seen. The run receives complete copies of the growing file.</summary>
internal sealed class TensorBoardLog
{
    private readonly DirectoryInfo _folder;
    private readonly SummaryWriter _writer;
    private int _seen;

    /// <summary>Starts a file.</summary>
    /// <param name="folder">The run's folder.</param>
    public TensorBoardLog(RunFolder folder)
    {
        _folder = new DirectoryInfo(folder.WorkFolder("tensorboard"));
        _writer = torch.utils.tensorboard.SummaryWriter(_folder.FullName);
    }

    /// <summary>The file so far.</summary>
    public byte[] Content => File.ReadAllBytes(_folder.GetFiles().Single().FullName);

    public void Add(EpochResult result)
    {
        _seen += result.Triplets;
        var (metrics, dispersion) = (result.Metrics, result.Metrics.Dispersion);
        foreach (var (tag, value) in new[]
        {
            ("training/loss", metrics.Loss), ("training/active fraction", metrics.ActiveFraction),
            ("training/accuracy", result.Accuracy), ("triplets/hardness", result.Hardness),
            ("triplets/d_ap", metrics.PositiveDistance), ("triplets/d_an", metrics.NegativeDistance),
            ("dispersion/mean distance", dispersion.MeanDistance), ("dispersion/deviation", dispersion.Deviation),
            ("dispersion/effective rank", dispersion.EffectiveRank), ("training/sample recall", metrics.SampleRecall),
        })
        {
            _writer.add_scalar(tag, (float)value, _seen);
        }
    }
}
